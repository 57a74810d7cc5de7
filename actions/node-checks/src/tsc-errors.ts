import type { Annotation } from '@suite/report'

/** A line of tsc is never longer; a longer one is output of something else. */
const mostCharacters = 4_000

/**
 * Returns the error that a line of the TypeScript compiler reports, such as `src/a.ts(3,7): error TS2322: Type …`;
 * undefined for any other line. `file` is as the compiler wrote it: relative to the folder that it ran in.
 * @see the messages of `tsc --pretty false`
 */
export function tscError(
  line: string,
):
  | (Pick<Annotation, 'message'> & { readonly file: string; readonly line: number; readonly column: number })
  | undefined {
  if (line.length > mostCharacters) return undefined
  const at = line.indexOf('): error TS')
  const open = at < 0 ? -1 : line.lastIndexOf('(', at)
  const place = open <= 0 ? null : /^(\d{1,9}),(\d{1,9})$/.exec(line.slice(open + 1, at))
  if (place === null) return undefined
  return {
    file: line.slice(0, open).trim(),
    line: Number(place[1]),
    column: Number(place[2]),
    message: line.slice(at + '): error '.length),
  }
}
