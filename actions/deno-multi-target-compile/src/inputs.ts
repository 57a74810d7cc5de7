import { defineKind } from '@suite/contract'

/** A semantic version, by the grammar of semver.org, without a leading `v`. */
const semver =
  /^(0|[1-9]\d{0,15})\.(0|[1-9]\d{0,15})\.(0|[1-9]\d{0,15})(-(0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/

export const versionText = defineKind(
  'text',
  'a semantic version such as `1.2.3`, without a leading `v`',
  { type: 'string' },
  (text) => {
    if (text.length <= 128 && semver.test(text)) return { value: text }
    const bare = text.replace(/^v/i, '')
    return {
      problem:
        bare !== text && semver.test(bare)
          ? `must be the version without a leading v: ${bare}`
          : 'must be a semantic version such as 1.2.3',
    }
  },
)

export const programName = defineKind(
  'text',
  'the name of the program: letters, digits, `.`, `_`, `-`; it begins with a letter or digit',
  { type: 'string' },
  (text) =>
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(text) && !text.endsWith('.')
      ? { value: text }
      : {
          problem: 'must be a name of letters, digits, dots, _ and -, which begins with a letter or a digit',
        },
)

/** A folder of the repository; `.` is its root. */
export const folderPath = defineKind(
  'path',
  'a folder, by its path from the root of the repository; `.` is the root',
  { type: 'string' },
  (text) => {
    const parts = text.split('/').filter((part) => part !== '' && part !== '.')
    if (text.startsWith('/') || /^[A-Za-z]:[\\/]/.test(text) || text.includes('\\'))
      return { problem: 'must be a path from the root of the repository, such as packages/cli' }
    if (parts.includes('..')) return { problem: 'must be a path inside the repository; it has a segment ..' }
    if (text.includes('\0')) return { problem: 'must be a path; it holds a NUL character' }
    return { value: parts.length === 0 ? '.' : parts.join('/') }
  },
)
