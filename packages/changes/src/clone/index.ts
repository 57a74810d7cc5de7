export { createGitChanges } from './clone.ts'
