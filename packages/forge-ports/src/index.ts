export type { Changes, FileContents, TreeEntry } from './changes.ts'
export type { Forge } from './forge.ts'
export type {
  Comment,
  Comments,
  Expectation,
  LabelEvent,
  Labels,
  People,
  PullRequest,
  PullRequests,
  PullRequestWithFiles,
  RepositoryLabel,
  Review,
  TeamView,
} from './pull-requests.ts'
export type { Repository } from './repository.ts'
