import { kind } from './kinds.ts'

const says = 'a path from the root of the repository, such as .github/labeler.yml'

/**
 * The path of a file in a repository, as git writes it, without `./` and doubled slashes, which a file system
 * ignores. A path that leaves the repository, or that of a folder, is refused.
 */
export const repositoryPath = kind(
  'path',
  'a path from the root of the repository',
  { type: 'string' },
  (text) => {
    const parts = text.split('/')
    if (text.startsWith('/') || /^[A-Za-z]:[\\/]/.test(text))
      return { problem: `must be ${says}; it is absolute` }
    if (parts.includes('..')) return { problem: `must be ${says}; it has a segment ..` }
    const last = parts.at(-1)
    if (last === '' || last === '.') return { problem: `must be ${says}; it is that of a folder` }
    if (text.includes('\0')) return { problem: `must be ${says}; it holds a NUL character` }
    return { value: parts.filter((part) => part !== '' && part !== '.').join('/') }
  },
)
