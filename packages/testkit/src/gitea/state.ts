import { randomBytes } from 'node:crypto'
import type { GitStore } from '../git/store.ts'
import type { GiteaReleasesState } from './releases-state.ts'

/** The state of the stand-in. What git knows is always read from git. */
export interface State {
  /** `http://127.0.0.1:<port>`; known once the host listens. */
  url: string
  /** The origin of the storage of files. */
  storageUrl: string
  readonly now: () => Date
  readonly nextId: () => number
  /** Whether the permissions of a job's token are enforced, as from 1.26 on; older versions ignore them. */
  readonly permissionsHold: boolean
  /** `settings/api.max_response_items`. */
  maxResponseItems: number
  /** `[api] DEFAULT_GIT_TREES_PER_PAGE`. */
  treesPerPage: number
  /** Ids by login in lower case. */
  readonly users: Map<string, User>
  /** By name in lower case. */
  readonly organizations: Map<string, Organization>
  /** By the token's value. */
  readonly tokens: Map<string, Token>
  /** By `owner/name` in lower case. */
  readonly repositories: Map<string, RepositoryState>
}

export interface User {
  readonly login: string
  readonly id: number
}

export interface Organization {
  readonly labels: Label[]
  readonly teams: { readonly id: number; readonly name: string; readonly members: readonly string[] }[]
}

export interface Token {
  readonly name: string
  readonly actor: string
  readonly kind: 'job' | 'personal'
  /** By the names that a workflow uses: `pull-requests`, `contents`, `issues`. */
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>
}

/** Labels. Names are not unique, and their case matters. */
export interface Label {
  readonly id: number
  readonly name: string
  readonly color: string
  readonly description: string
  readonly ofOrganization: boolean
}

/** An entry of a timeline: a label added or removed, a comment, a review, a push. */
export type Entry = { readonly id: number; readonly user: string; readonly createdAt: Date } & (
  | { readonly type: 'label'; readonly label: Label; readonly added: boolean }
  | { readonly type: 'comment'; body: string; updatedAt: Date }
  | { readonly type: 'review'; readonly reviewId: number }
  | { readonly type: 'pull_push'; readonly isForced: boolean; readonly commits: readonly string[] }
  /** A comment on a line of code: counted in pages of the timeline, and then left out. */
  | { readonly type: 'code' }
)

export interface Review {
  readonly id: number
  readonly user: string
  readonly state: 'APPROVED' | 'REQUEST_CHANGES' | 'COMMENT' | 'PENDING' | 'REQUEST_REVIEW'
  readonly commitId: string
  dismissed: boolean
  /** Whether the reviewed head was replaced. */
  stale: boolean
  readonly submittedAt: Date
}

export interface PullState {
  readonly number: number
  readonly id: number
  title: string
  base: string
  readonly author: string
  readonly createdAt: Date
  readonly head: { readonly repository: string; readonly branch: string; readonly ref: string }
  labels: Label[]
  readonly timeline: Entry[]
  readonly reviews: Review[]
}

export interface RepositoryState {
  readonly id: number
  readonly fullName: string
  readonly owner: string
  readonly name: string
  readonly defaultBranch: string
  readonly store: GitStore
  readonly labels: Label[]
  readonly pulls: Map<number, PullState>
  readonly releases: GiteaReleasesState
}

/** The user of the job's token, as a live Gitea shows it. */
export const actionsUser: User = { login: 'gitea-actions', id: -2 }

/** Returns the user of a login, and creates it if needed. */
export function userOf(state: State, login: string): User {
  if (login === actionsUser.login) return actionsUser
  const known = state.users.get(login.toLowerCase())
  if (known) return known
  const user = { login, id: state.nextId() }
  state.users.set(login.toLowerCase(), user)
  return user
}

export function issueToken(state: State, token: Token): string {
  const value = randomBytes(20).toString('hex')
  state.tokens.set(value, token)
  return value
}

/** The ref of a fork's branch. */
export const forkRef = (fork: string, branch: string) => `refs/forks/${fork}/heads/${branch}`

/** Returns the current position of a pull request. */
export async function positionOf({ store }: RepositoryState, pull: PullState) {
  const [base, head] = await Promise.all([store.info(`refs/heads/${pull.base}`), store.info(pull.head.ref)])
  const at = { base: base?.sha ?? '', head: head?.sha ?? '' }
  return { ...at, mergeBase: (await store.mergeBase(at.base, at.head)) ?? '' }
}

/** Returns the labels that a pull request of a repository may have: those of the repository and of its organization. */
export function labelsFor(state: State, repository: RepositoryState): readonly Label[] {
  const organization = state.organizations.get(repository.owner.toLowerCase())
  return [...repository.labels, ...(organization?.labels ?? [])]
}

/**
 * Adds or removes a label, and records the change in the timeline. Does nothing if the label is already in that
 * state.
 */
export function setLabel(state: State, pull: PullState, label: Label, on: boolean, actor: string): void {
  if (pull.labels.includes(label) === on) return
  pull.labels = on ? [...pull.labels, label] : pull.labels.filter((other) => other !== label)
  const about = { id: state.nextId(), user: actor, createdAt: state.now() }
  pull.timeline.push({ ...about, type: 'label', label, added: on })
}
