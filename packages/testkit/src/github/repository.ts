import type { FileChange } from '../git/fast-import.ts'
import { createGitStore } from '../git/store.ts'
import { createLabel, type LabelFields } from './labels.ts'
import { type PullRequest, pullRequest } from './pull-request.ts'
import { controlReleases, type ReleaseControl } from './release-control.ts'
import { createReleases } from './releases-state.ts'
import {
  type Association,
  forkRef,
  type Label,
  type PullState,
  type RepositoryState,
  type State,
  userOf,
} from './state.ts'
import { type Triggers, triggersOf } from './triggers.ts'

export interface RepositoryOptions {
  readonly defaultBranch?: string
  /** The size that GitHub reports. */
  readonly kilobytes?: number
  /** Whether rebase merging is allowed; by default that is not shown. */
  readonly allowRebaseMerge?: boolean
}

export interface CommitOptions {
  readonly branch: string
  /** `owner/name` of a fork that has the branch. */
  readonly fork?: string
  /**
   * The commit to build on, by any name; null: none. By default the branch itself, or the default branch if the
   * branch is new.
   */
  readonly parent?: string | null
  readonly files: Readonly<Record<string, FileChange>>
  readonly message?: string
  readonly date?: Date
}

export interface OpenPullRequestOptions {
  /** Default: the default branch. */
  readonly base?: string
  /** Default: `change-<number>`. */
  readonly head?: string
  /** `owner/name` of the fork that has the head. */
  readonly fork?: string
  /** Files to commit to the head first. */
  readonly files?: Readonly<Record<string, FileChange>>
  readonly author?: string
  readonly association?: Association
  readonly title?: string
  readonly body?: string | null
  readonly draft?: boolean
  readonly labels?: readonly string[]
}

/** A repository as a test controls it. Its branches are read from git at each request. */
export interface Repository {
  /** `owner/name`. */
  readonly fullName: string
  readonly defaultBranch: string
  /** The path of the bare repository; pushes to it with git are seen. */
  readonly folder: string
  /** Creates one commit, moves the branch to it and returns its sha. */
  commit(options: CommitOptions): Promise<string>
  /** Points a branch at a merge of two commits, by default as git merges them, or with the tree of a commit. */
  merge(branch: string, parents: readonly [string, string], options?: { treeOf: string }): Promise<string>
  /** Points a branch at a commit, as a forced push does; null deletes it. */
  moveBranch(branch: string, sha: string | null): Promise<void>
  /** Points a tag at a commit. */
  tag(name: string, sha: string): Promise<void>
  /** Creates an annotated tag of a commit, a tree, a blob or another tag; returns the sha of the tag object. */
  annotatedTag(name: string, object: string): Promise<string>
  /** Returns the sha of a branch, a sha or a ref name. */
  resolve(name: string): Promise<string>
  /** Returns the sha of any object, such as that of `main^{tree}`. */
  objectOf(name: string): Promise<string>
  openPullRequest(options?: OpenPullRequestOptions): Promise<PullRequest>
  addLabel(fields: LabelFields): void
  labels(): Readonly<Label>[]
  readonly releases: ReleaseControl
  /** Returns what GitHub starts a workflow run with. */
  readonly trigger: Triggers
}

export async function createRepository(
  state: State,
  fullName: string,
  { defaultBranch = 'main', kilobytes = 64, allowRebaseMerge }: RepositoryOptions = {},
): Promise<{ repository: Repository; inner: RepositoryState }> {
  const [owner = '', name = ''] = fullName.split('/')
  const store = await createGitStore(defaultBranch)
  const inner: RepositoryState = {
    id: state.nextId(),
    fullName,
    owner,
    name,
    defaultBranch,
    kilobytes,
    allowRebaseMerge,
    store,
    labels: new Map(),
    pulls: new Map(),
    releases: createReleases(),
  }
  const refOf = (branch: string, fork?: string) => (fork ? forkRef(fork, branch) : `refs/heads/${branch}`)

  async function resolve(wanted: string): Promise<string> {
    const sha = await store.resolve(wanted)
    if (!sha) throw new Error(`${fullName} has no "${wanted}"`)
    return sha
  }

  async function commit({ branch, fork, parent, files, message = 'Change', date }: CommitOptions) {
    const ref = refOf(branch, fork)
    const isNew = parent === undefined && !(await store.info(ref))
    const from = isNew ? await store.resolve(defaultBranch) : parent && (await resolve(parent))
    const start = isNew ? (from ?? null) : from
    const on = start === undefined ? {} : { parent: start }
    return store.commit({ ref, ...on, files, message, date: date ?? state.now() })
  }

  async function openPullRequest(options: OpenPullRequestOptions = {}): Promise<PullRequest> {
    const number = inner.pulls.size + 1
    const branch = options.head ?? `change-${number}`
    const ref = refOf(branch, options.fork)
    if (options.files)
      await commit({ branch, ...(options.fork && { fork: options.fork }), files: options.files })
    const head = await resolve(ref)
    await store.setRef(`refs/pull/${number}/head`, head)
    const pull: PullState = {
      number,
      id: state.nextId(),
      title: options.title ?? `Change ${number}`,
      body: options.body ?? null,
      draft: options.draft ?? false,
      base: options.base ?? defaultBranch,
      author: options.author ?? 'alice',
      association: options.association ?? (options.fork ? 'NONE' : 'MEMBER'),
      createdAt: state.now(),
      head: { repository: options.fork ?? fullName, branch, ref },
      knownHead: head,
      mergeSha: null,
      tried: null,
      reads: 0,
      merged: null,
      labels: [],
      labelEvents: [],
      timelineEvents: [],
      reviews: [],
      comments: [],
    }
    userOf(state, pull.author)
    inner.pulls.set(number, pull)
    const opened = pullRequest(state, inner, pull)
    if (options.labels) opened.addLabels(options.labels)
    return opened
  }

  const repository: Repository = {
    fullName,
    defaultBranch,
    folder: store.folder,
    commit,
    async merge(branch, parents, options) {
      const tree = options
        ? (await store.info(`${options.treeOf}^{tree}`))?.sha
        : await store.mergeTree(...parents)
      if (tree === undefined) throw new Error(`${parents.join(' and ')} conflict`)
      const sha = await store.commitTree(tree, parents, 'Merge', state.now())
      await store.setRef(`refs/heads/${branch}`, sha)
      return sha
    },
    moveBranch: (branch, sha) => store.setRef(`refs/heads/${branch}`, sha),
    tag: (name, sha) => store.setRef(`refs/tags/${name}`, sha),
    async annotatedTag(name, object) {
      const sha = await store.annotate({ object, name, date: state.now() })
      await store.setRef(`refs/tags/${name}`, sha)
      return sha
    },
    resolve,
    objectOf: async (wanted) => (await store.info(wanted))?.sha ?? '',
    openPullRequest,
    addLabel: (fields) => void createLabel(state, inner, fields, ''),
    labels: () => [...inner.labels.values()],
    releases: controlReleases(state, inner),
    trigger: triggersOf(state, inner),
  }
  return { repository, inner }
}
