export { completeEvent } from './complete-event.ts'
export { type Connection, connectForge } from './connect.ts'
export { readJudgedSubject } from './judged-subject.ts'
export { type LineRange, type Pages, pagesOf, versionOf } from './pages.ts'
export type { Comment, Comments } from './ports/comments.ts'
export type { Forge } from './ports/forge.ts'
export type { LabelEvent, Labels, RepositoryLabel } from './ports/labels.ts'
export type { People, TeamView } from './ports/people.ts'
export type {
  Expectation,
  FoundPull,
  PullRequest,
  PullRequests,
  PullRequestWithFiles,
  Review,
  TestMerge,
} from './ports/pull-requests.ts'
export type {
  Attestation,
  GeneratedNotes,
  NewDraft,
  Publication,
  Release,
  ReleaseAsset,
  ReleaseChange,
  Releases,
  TagFact,
} from './ports/releases.ts'
export type { Repository, RepositoryTag } from './ports/repository.ts'
export { readSubject, type Subject } from './subject.ts'
