export type {
  Changes,
  Comment,
  Expectation,
  FileContents,
  Forge,
  LabelEvent,
  PullRequest,
  PullRequests,
  PullRequestWithFiles,
  RepositoryLabel,
  Review,
  TreeEntry,
} from '@suite/forge-ports'
export { createGitChanges } from '@suite/git'
export { type Connection, connectForge } from './connect.ts'
export { readJudgedSubject } from './judged-subject.ts'
export { readSubject, type Subject } from './subject.ts'
