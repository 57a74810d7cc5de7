import { encodePath } from '@suite/changes'
import { code, type Markdown } from '@suite/report'
import { describeRange, type LineRange } from './ranges.ts'

/** Where the forge shows the files of the commit that is judged. */
export interface Links {
  readonly forge: 'github' | 'gitea'
  /** The page of the repository. */
  readonly repositoryUrl: string
  readonly commit: string
}

/** Returns the path as code, linked to its file. */
export function linkedFile(links: Links, path: string): Markdown {
  return `[${code(path)}](${urlOf(links, path)})`
}

/** Returns a range of lines, linked to its place. */
export function linkedRange(links: Links, path: string, range: LineRange): Markdown {
  const anchor = range.first === range.last ? `L${range.first}` : `L${range.first}-L${range.last}`
  return `[${describeRange(range).replace('-', '–')}](${urlOf(links, path)}#${anchor})`
}

function urlOf({ forge, repositoryUrl, commit }: Links, path: string): string {
  const at = forge === 'gitea' ? 'src/commit' : 'blob'
  return `${repositoryUrl}/${at}/${commit}/${path.split('/').map(encodeSegment).join('/')}`
}

/** Returns one part of a path with every byte escaped that is no letter, digit, `.`, `-` or `_` of ASCII. */
function encodeSegment(segment: string): string {
  const isPlain = (byte: number) => /[\w.-]/.test(String.fromCharCode(byte)) && byte < 0x80
  return Array.from(encodePath(segment), (byte) =>
    isPlain(byte) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('')
}
