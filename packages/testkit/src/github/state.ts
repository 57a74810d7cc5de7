import { randomBytes } from 'node:crypto'
import type { GitStore } from '../git/store.ts'
import type { ReleasesState } from './releases-state.ts'

/** The state of the stand-in. What git knows is always read from git. */
export interface State {
  /** `http://127.0.0.1:<port>`; known once the host listens. */
  url: string
  /** The origin of the storage of files. */
  storageUrl: string
  readonly now: () => Date
  readonly nextId: () => number
  readonly users: Map<string, User>
  /** Logins by `organisation/team-slug`. */
  readonly teams: Map<string, Set<string>>
  /** By the token's value. */
  readonly tokens: Map<string, Token>
  /** By `owner/name` in lower case. */
  readonly repositories: Map<string, RepositoryState>
  readonly rate: Rate
  /** The number of entries after which a recursive tree is truncated. https://docs.github.com/rest/git/trees */
  treeLimit: number
  /** How many times a pull request is read before its test merge exists. */
  readsUntilMerge: number
}

/** The primary rate limit; `remaining: 0` makes every answer a 403 until it is raised again. */
export interface Rate {
  limit: number
  remaining: number
  /** Seconds since 1970. */
  reset: number
}

export interface User {
  readonly login: string
  readonly id: number
  readonly type: 'User' | 'Bot'
}

export type Permissions = Readonly<Record<string, 'read' | 'write'>>

export interface Token {
  /** Its name in the request log. */
  readonly name: string
  readonly actor: string
  readonly kind: 'job' | 'app' | 'personal'
  /** By the names that a workflow uses: `pull-requests`, `contents`. */
  readonly permissions: Permissions
}

export interface Label {
  readonly id: number
  name: string
  color: string
  description: string | null
}

export interface LabelEvent {
  readonly id: number
  readonly event: 'labeled' | 'unlabeled'
  readonly actor: string
  readonly label: { readonly name: string; readonly color: string }
  readonly createdAt: Date
}

export type Association =
  | 'OWNER'
  | 'MEMBER'
  | 'COLLABORATOR'
  | 'CONTRIBUTOR'
  | 'FIRST_TIME_CONTRIBUTOR'
  | 'NONE'

/** A timeline event other than labels and reviews. */
export interface TimelineEvent {
  readonly id: number
  readonly event: 'head_ref_force_pushed' | 'base_ref_changed'
  readonly actor: string
  readonly createdAt: Date
}

export interface Review {
  readonly id: number
  readonly user: string
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED'
  readonly body: string
  commitId: string
  readonly submittedAt: Date
  readonly association: Association
}

export interface Comment {
  readonly id: number
  readonly user: string
  body: string
  readonly createdAt: Date
  updatedAt: Date
}

export interface PullState {
  readonly number: number
  readonly id: number
  title: string
  body: string | null
  draft: boolean
  base: string
  readonly author: string
  readonly association: Association
  readonly createdAt: Date
  readonly head: { readonly repository: string; readonly branch: string; readonly ref: string }
  /** The head that `refs/pull/<number>/head` was last set to. */
  knownHead: string
  mergeSha: string | null
  /** The commits of the last test merge, and whether they conflict. */
  tried: { readonly base: string; readonly head: string; readonly conflicts: boolean } | null
  /** How many times it was read since base or head moved. */
  reads: number
  /** Where base and head were when it was merged. */
  merged: { readonly base: string; readonly head: string } | null
  labels: Label[]
  readonly labelEvents: LabelEvent[]
  readonly timelineEvents: TimelineEvent[]
  readonly reviews: Review[]
  readonly comments: Comment[]
}

export interface RepositoryState {
  readonly id: number
  readonly fullName: string
  readonly owner: string
  readonly name: string
  readonly defaultBranch: string
  /** As GitHub computes it from time to time. */
  readonly kilobytes: number
  /** Undefined: not shown, as for a token that may only read. */
  readonly allowRebaseMerge: boolean | undefined
  readonly store: GitStore
  /** By name in lower case: GitHub keeps one label for all spellings. */
  readonly labels: Map<string, Label>
  readonly pulls: Map<number, PullState>
  readonly releases: ReleasesState
}

export function createState(now: () => Date): State {
  let lastId = 1000
  return {
    url: '',
    storageUrl: '',
    now,
    nextId: () => ++lastId,
    users: new Map(),
    teams: new Map(),
    tokens: new Map(),
    repositories: new Map(),
    rate: { limit: 5000, remaining: 5000, reset: Math.floor(now().getTime() / 1000) + 3600 },
    treeLimit: 100_000,
    readsUntilMerge: 1,
  }
}

/** Returns the user of a login, and creates it if needed. */
export function userOf(state: State, login: string): User {
  const known = state.users.get(login.toLowerCase())
  if (known) return known
  const user: User = { login, id: state.nextId(), type: login.endsWith('[bot]') ? 'Bot' : 'User' }
  state.users.set(login.toLowerCase(), user)
  return user
}

/** Creates a secret in GitHub's format for this kind of token, and returns it. */
export function issueToken(state: State, token: Token): string {
  const value = `${token.kind === 'personal' ? 'ghp' : 'ghs'}_${randomBytes(18).toString('hex')}`
  state.tokens.set(value, token)
  userOf(state, token.actor)
  return value
}

/** The ref of a fork's branch: forks share one object store, as on GitHub. */
export const forkRef = (fork: string, branch: string) => `refs/forks/${fork}/heads/${branch}`

/** Returns the current position of a pull request. A push to its branch, by any way, moves its head. */
export async function positionOf(
  repository: RepositoryState,
  pull: PullState,
): Promise<{ base: string; head: string }> {
  if (pull.merged) return pull.merged
  const { store } = repository
  const [base, head] = await Promise.all([store.info(`refs/heads/${pull.base}`), store.info(pull.head.ref)])
  const sha = head?.sha ?? pull.knownHead
  if (sha !== pull.knownHead) {
    pull.knownHead = sha
    pull.mergeSha = null
    await store.setRef(`refs/pull/${pull.number}/head`, sha)
  }
  return { base: base?.sha ?? '', head: sha }
}

/** Returns the files of a pull request: from its merge base to its head. */
export async function filesOf(repository: RepositoryState, position: { base: string; head: string }) {
  const from = await repository.store.mergeBase(position.base, position.head)
  return repository.store.diff(from ?? null, position.head)
}
