export type { Changes, Commit, FileContents, History, TreeEntry } from './changes.ts'
export type { Forge } from './forge.ts'
export type {
  Comment,
  Comments,
  Expectation,
  FoundPull,
  LabelEvent,
  Labels,
  People,
  PullRequest,
  PullRequests,
  PullRequestWithFiles,
  QueuedPull,
  RepositoryLabel,
  Review,
  TeamView,
  TestMerge,
} from './pull-requests.ts'
export type { Repository } from './repository.ts'
