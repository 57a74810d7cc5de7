export type { GiteaAccess } from './client.ts'
export { connectGitea } from './connect.ts'
