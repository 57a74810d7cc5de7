export type { GitHubAccess } from './client.ts'
export { connectGitHub } from './connect.ts'
