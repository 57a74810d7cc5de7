import type { FileChange } from '../git/fast-import.ts'
import { createGitStore } from '../git/store.ts'
import { createLabel, type LabelFields } from './labels.ts'
import { type GiteaPullRequest, pullRequest } from './pull-request.ts'
import { controlReleases, type GiteaReleaseControl } from './release-control.ts'
import { createReleases } from './releases-state.ts'
import { forkRef, type Label, type PullState, type RepositoryState, type State } from './state.ts'
import { type GiteaTriggers, triggersOf } from './triggers.ts'

type Files = Readonly<Record<string, FileChange>>

/** A repository as a test controls it. Its branches are read from git at each request. */
export interface GiteaRepository {
  /** `owner/name`. */
  readonly fullName: string
  /** The path of the bare repository. */
  readonly folder: string
  /**
   * Creates one commit and returns its sha.
   * @param options `parent`: the commit to build on; by default the branch itself, or the default branch if the
   *   branch is new
   */
  commit(options: {
    readonly branch: string
    readonly files: Files
    readonly fork?: string
    readonly parent?: string
  }): Promise<string>
  /** Returns the sha of a branch or a ref name. */
  resolve(name: string): Promise<string>
  /** Returns the sha of any object, such as that of `main^{tree}`. */
  objectOf(name: string): Promise<string>
  /** Points a branch at a commit; null deletes it. */
  moveBranch(branch: string, sha: string | null): Promise<void>
  /** Points a tag at a commit. */
  tag(name: string, sha: string): Promise<void>
  /** Creates an annotated tag of a commit, a tree, a blob or another tag; returns the sha of the tag object. */
  annotatedTag(name: string, object: string): Promise<string>
  openPullRequest(options?: {
    readonly base?: string
    /** Default: `change-<number>`. */
    readonly head?: string
    readonly files?: Files
    /** `owner/name` of the fork that has the head. */
    readonly fork?: string
    readonly author?: string
    readonly labels?: readonly string[]
  }): Promise<GiteaPullRequest>
  /** Adds a label, even if one of that name exists. */
  addLabel(fields: LabelFields): void
  labels(): readonly Readonly<Label>[]
  readonly releases: GiteaReleaseControl
  /** Returns what Gitea starts a workflow run with. */
  readonly trigger: GiteaTriggers
}

export async function createRepository(
  state: State,
  fullName: string,
  defaultBranch = 'main',
): Promise<{ repository: GiteaRepository; inner: RepositoryState }> {
  const [owner = '', name = ''] = fullName.split('/')
  const store = await createGitStore(defaultBranch)
  const inner: RepositoryState = {
    id: state.nextId(),
    fullName,
    owner,
    name,
    defaultBranch,
    store,
    labels: [],
    pulls: new Map(),
    releases: createReleases(),
  }
  const refOf = (branch: string, fork?: string) => (fork ? forkRef(fork, branch) : `refs/heads/${branch}`)

  const commit: GiteaRepository['commit'] = async ({ branch, files, fork, parent }) => {
    const ref = refOf(branch, fork)
    const on = await (parent === undefined
      ? store.info(ref).then((found) => found?.sha)
      : store.resolve(parent))
    const from = on ?? (await store.resolve(defaultBranch)) ?? null
    return store.commit({ ref, parent: from, files, message: 'Change', date: state.now() })
  }

  const openPullRequest: GiteaRepository['openPullRequest'] = async (options = {}) => {
    const number = inner.pulls.size + 1
    const { base = defaultBranch, files = {}, fork, author = 'alice', labels = [] } = options
    const branch = options.head ?? `change-${number}`
    if (options.files || !options.head) await commit({ branch, files, ...(fork && { fork }) })
    const pull: PullState = {
      number,
      id: state.nextId(),
      title: `Change ${number}`,
      base,
      author,
      createdAt: state.now(),
      head: { repository: fork ?? fullName, branch, ref: refOf(branch, fork) },
      labels: [],
      timeline: [],
      reviews: [],
    }
    inner.pulls.set(number, pull)
    const opened = pullRequest(state, inner, pull)
    opened.addLabels(labels)
    return opened
  }

  const repository: GiteaRepository = {
    fullName,
    folder: store.folder,
    commit,
    async resolve(wanted) {
      const sha = await store.resolve(wanted)
      if (!sha) throw new Error(`${fullName} has no "${wanted}"`)
      return sha
    },
    objectOf: async (wanted) => (await store.info(wanted))?.sha ?? '',
    moveBranch: (branch, sha) => store.setRef(`refs/heads/${branch}`, sha),
    tag: (name, sha) => store.setRef(`refs/tags/${name}`, sha),
    async annotatedTag(name, object) {
      const sha = await store.annotate({ object, name, date: state.now() })
      await store.setRef(`refs/tags/${name}`, sha)
      return sha
    },
    openPullRequest,
    addLabel: (fields) => void createLabel(state, inner.labels, { color: 'ededed', ...fields }),
    labels: () => [...inner.labels],
    releases: controlReleases(state, inner),
    trigger: triggersOf(state, inner),
  }
  return { repository, inner }
}
