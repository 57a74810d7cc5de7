export type { Changes, FileContents, TreeEntry } from './changes.ts'
export type { Connection, Forge } from './connect.ts'
export { connectForge } from './connect.ts'
export { createGitChanges } from './git/changes.ts'
export type {
  Comment,
  Expectation,
  LabelEvent,
  PullRequest,
  PullRequests,
  PullRequestWithFiles,
  RepositoryLabel,
  Review,
} from './pull-requests.ts'
export type { Subject } from './subject.ts'
export { readSubject } from './subject.ts'
