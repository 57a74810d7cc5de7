export type { Annotation } from './annotations.ts'
export { withinBudget } from './annotations.ts'
export { summaryBytes, withinBytes } from './byte-limit.ts'
export { shortenDigests } from './digests.ts'
export { counted, firstOf } from './listing.ts'
export type { Markdown } from './markdown.ts'
export {
  blocks,
  bullets,
  code,
  codeBlock,
  details,
  facts,
  heading,
  link,
  prose,
  table,
  text,
} from './markdown.ts'
export { plainOf } from './plain.ts'
export { posixShell, powerShell, type Shell, shellOf } from './shell-words.ts'
export { visible, visibleLines } from './visible.ts'
