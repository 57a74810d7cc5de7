export { readChangedLines } from './changed-lines.ts'
export { createGitChanges } from './clone.ts'
export { type Clone, openClone } from './program.ts'
