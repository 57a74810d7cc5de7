import type { Pages } from '@suite/forge'
import { code, link, type Markdown } from '@suite/report'
import { describeRange, type LineRange } from './ranges.ts'

/** Where the forge shows the files of the commit that is judged. */
export interface Links {
  readonly pages: Pages
  readonly commit: string
}

/** Returns the path as code, linked to its file. */
export function linkedFile({ pages, commit }: Links, path: string): Markdown {
  return link(code(path), pages.file(commit, path))
}

/** Returns a range of lines, linked to its place. */
export function linkedRange({ pages, commit }: Links, path: string, range: LineRange): Markdown {
  return link(describeRange(range).replace('-', '–'), pages.file(commit, path, range))
}
