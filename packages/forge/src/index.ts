export type {
  Changes,
  Comment,
  Commit,
  Expectation,
  FileContents,
  Forge,
  FoundPull,
  History,
  LabelEvent,
  PullRequest,
  PullRequests,
  PullRequestWithFiles,
  Repository,
  RepositoryLabel,
  Review,
  TeamView,
  TestMerge,
  TreeEntry,
} from '@suite/forge-ports'
export { createGitChanges, UnknownCommit } from '@suite/git'
export { completeEvent } from './complete-event.ts'
export { type Connection, connectForge } from './connect.ts'
export { readJudgedSubject } from './judged-subject.ts'
export { readSubject, type Subject } from './subject.ts'
