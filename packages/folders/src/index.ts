export { makeFolder } from './make-folder.ts'
export { makeTemporaryFolder } from './make-temporary-folder.ts'
export { undefinedIfMissing } from './undefined-if-missing.ts'
