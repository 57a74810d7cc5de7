import { stripVTControlCharacters } from 'node:util'
import type { Annotation } from '@suite/report'

/** A line of tsc is never longer; a longer one is output of something else. */
const mostCharacters = 4_000

/**
 * Returns the error that a line of the TypeScript compiler reports: `src/a.ts(3,7): error TS2322: Type …`, or
 * `src/a.ts:3:7 - error TS2322: Type …` if it is called with `--pretty`. Returns undefined for any other line. `file` is
 * as the compiler wrote it: relative to the folder that it ran in.
 */
export function tscError(
  line: string,
):
  | (Pick<Annotation, 'message'> & { readonly file: string; readonly line: number; readonly column: number })
  | undefined {
  if (line.length > mostCharacters) return undefined
  const text = stripVTControlCharacters(line)
  return (
    errorAfter(text, '): error TS', /^(.+)\((\d{1,9}),(\d{1,9})$/) ??
    errorAfter(text, ' - error TS', /^(.+):(\d{1,9}):(\d{1,9})$/)
  )
}

function errorAfter(text: string, separator: string, place: RegExp) {
  const at = text.indexOf(separator)
  const [, file, line, column] = (at < 0 ? null : place.exec(text.slice(0, at))) ?? []
  if (file === undefined) return undefined
  return {
    file: file.trim(),
    line: Number(line),
    column: Number(column),
    message: text.slice(at + separator.length - 'TS'.length),
  }
}
