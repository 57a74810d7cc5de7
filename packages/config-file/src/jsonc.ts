export { parseJsonc } from './parse-jsonc.ts'
export { readJsoncFile } from './read-jsonc-file.ts'
