import { randomBytes } from 'node:crypto'
import type { GitStore } from '../git/store.ts'

/** What the stand-in remembers. Everything that git knows is asked of git instead. */
export interface State {
  /** `http://127.0.0.1:<port>`; known once the host listens. */
  url: string
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
  /** Entries after which a recursive tree is cut. https://docs.github.com/rest/git/trees */
  treeLimit: number
  /** So many times a pull request is read before its test merge is made. */
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
  /** How the request log calls it. */
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

/** What a timeline tells besides labels and reviews. */
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
  /** What the test merge was last tried with, and whether the two conflict. */
  tried: { readonly base: string; readonly head: string; readonly conflicts: boolean } | null
  /** How many times it was read since base or head moved. */
  reads: number
  /** Where base and head stood when it was merged. */
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
  /** As GitHub reckons it, now and then. */
  readonly kilobytes: number
  /** Undefined: not shown, as to a token that may only read. */
  readonly allowRebaseMerge: boolean | undefined
  readonly store: GitStore
  /** By name in lower case: GitHub keeps one label for all spellings. */
  readonly labels: Map<string, Label>
  readonly pulls: Map<number, PullState>
}

export function createState(now: () => Date): State {
  let lastId = 1000
  return {
    url: '',
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

/** The user of that login, made on first mention. */
export function userOf(state: State, login: string): User {
  const known = state.users.get(login.toLowerCase())
  if (known) return known
  const user: User = { login, id: state.nextId(), type: login.endsWith('[bot]') ? 'Bot' : 'User' }
  state.users.set(login.toLowerCase(), user)
  return user
}

/** A new secret of the shape that GitHub gives to this kind of token. */
export function issueToken(state: State, token: Token): string {
  const value = `${token.kind === 'personal' ? 'ghp' : 'ghs'}_${randomBytes(18).toString('hex')}`
  state.tokens.set(value, token)
  userOf(state, token.actor)
  return value
}

/** Where a fork's branch lives: forks share one object store, as GitHub's do. */
export const forkRef = (fork: string, branch: string) => `refs/forks/${fork}/heads/${branch}`

/** Where a pull request stands now: a push to its branch, by whatever way, has moved its head. */
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

/** The files of a pull request: from where it left its base to its head. */
export async function filesOf(repository: RepositoryState, position: { base: string; head: string }) {
  const from = await repository.store.mergeBase(position.base, position.head)
  return repository.store.diff(from ?? null, position.head)
}
