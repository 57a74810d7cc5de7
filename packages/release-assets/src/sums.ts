import { type Problem, UsageError } from '@suite/errors'
import { visible } from '@suite/report'
import { isFormatList, readFormatList } from './format-list.ts'
import { releaseAssetsReasons } from './reasons.ts'
import { decodeText } from './text-encoding.ts'

/** The sum of one file. */
export interface SumLine {
  /** As written: a base name, or a path. */
  readonly name: string
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string
}

/** A release has at most 1,000 assets. */
const mostCharacters = 1024 * 1024
const mostProblems = 20

/** `<sum>  name` of sha256sum and shasum; a `*` before the name says that the file was read as binary. */
const plainLine = /^([0-9A-Fa-f]{64}) [ *](.+)$/
/** `SHA256 (name) = <sum>` of BSD and of `sha256sum --tag`. */
const taggedLine = /^SHA256 \((.+)\) = ([0-9A-Fa-f]{64})$/

/**
 * Returns the sums in a file, in the order of the file. It may be in the form of sha256sum or shasum, in that of BSD,
 * or what PowerShell prints for `Get-FileHash | Format-List`; in UTF-8 or UTF-16.
 * @param where the file, for the message
 * @throws UsageError `sums-invalid`, with every line that is in no such form
 */
export function readSums(content: string | Uint8Array, where: string): readonly SumLine[] {
  const text = typeof content === 'string' ? content.replace(/^\ufeff/, '') : decodeText(content)
  if (text === undefined) return refuse(where, [{ what: 'is neither UTF-8 nor UTF-16' }])
  if (text.length > mostCharacters) return refuse(where, [{ what: 'is larger than a list of sums can be' }])
  const lines = text.split(/\r?\n/)
  const { sums, problems } = isFormatList(lines) ? readFormatList(lines) : readLines(lines)
  if (problems.length > 0) return refuse(where, problems)
  if (sums.length === 0) return refuse(where, [{ what: 'has no sum' }])
  const byName = new Map<string, SumLine>()
  for (const sum of sums) {
    if ((byName.get(sum.name) ?? sum).sha256 !== sum.sha256)
      return refuse(where, [{ what: `has two different sums for ${visible(sum.name, 100)}` }])
    byName.set(sum.name, sum)
  }
  return [...byName.values()]
}

/**
 * Returns the text of a file of sums, sorted by name, that `sha256sum --check` and `shasum --check` read.
 * @throws TypeError if a name is not a base name, or a sum is no SHA-256: no file was hashed to it
 */
export function writeSums(lines: readonly SumLine[]): string {
  for (const { name, sha256 } of lines)
    if (!/^[^/\\\r\n]+$/.test(name) || !/^[0-9a-f]{64}$/.test(sha256))
      throw new TypeError(`no line of sums can hold ${JSON.stringify(name)} with ${JSON.stringify(sha256)}`)
  return [...lines]
    .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)))
    .map(({ name, sha256 }) => `${sha256}  ${name}\n`)
    .join('')
}

/** What a file of sums holds, and the lines that could not be read. */
export interface ReadLines {
  readonly sums: readonly SumLine[]
  readonly problems: readonly { readonly what: string; readonly line?: number }[]
}

/** Reads the forms that have one line for each file. Blank lines and lines with `#` are left out, as their programs do. */
function readLines(lines: readonly string[]): ReadLines {
  const sums: SumLine[] = []
  const problems: { what: string; line: number }[] = []
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const plain = plainLine.exec(line)
    const tagged = taggedLine.exec(line)
    const name = plain?.[2] ?? tagged?.[1]
    const sum = plain?.[1] ?? tagged?.[2]
    if (name === undefined || sum === undefined)
      problems.push({
        what: `is not a line of SHA-256 sums: ${visible(JSON.stringify(line), 120)}`,
        line: index + 1,
      })
    else sums.push({ name, sha256: sum.toLowerCase() })
  }
  return { sums, problems }
}

function refuse(where: string, problems: ReadLines['problems']): never {
  const shown: Problem[] = problems
    .slice(0, mostProblems)
    .map(({ what, line }) => ({ what, at: { file: where, ...(line === undefined ? {} : { line }) } }))
  if (problems.length > mostProblems) shown.push({ what: `${problems.length - mostProblems} more problems` })
  throw new UsageError(releaseAssetsReasons['sums-invalid'], shown)
}
