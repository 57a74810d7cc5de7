import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DiffEntry, diffArguments, parseDiff } from './diff.ts'
import { type FileChange, fastImportStream } from './fast-import.ts'
import { type CommitObject, parseCommit, parseTree, type TreeEntry } from './format.ts'
import { type GitObjects, openGitObjects } from './objects.ts'
import { gitIn } from './process.ts'

/** A bare repository that answers as git does. A name is anything that git resolves to an object. */
export interface GitStore extends Pick<GitObjects, 'info' | 'contents'> {
  /** The bare repository's path. */
  readonly folder: string
  /** Returns the sha of the commit that a ref, a branch of `heads/` or a sha names; undefined if there is none. */
  resolve(name: string): Promise<string | undefined>
  commit(commit: {
    ref: string
    parent?: string | null
    files: Readonly<Record<string, FileChange>>
    message: string
    date: Date
  }): Promise<string>
  /** Commits an existing tree, without moving a ref. */
  commitTree(tree: string, parents: readonly string[], message: string, date: Date): Promise<string>
  /**
   * Creates an annotated tag of any object, as `git tag --annotate` does, without moving a ref. Returns the sha of
   * the tag object.
   */
  annotate(tag: { object: string; name: string; date: Date; message?: string }): Promise<string>
  /** Returns the tree of a merge; undefined if the two conflict. */
  mergeTree(ours: string, theirs: string): Promise<string | undefined>
  setRef(ref: string, sha: string | null): Promise<void>
  /** Returns the refs with this prefix. */
  listRefs(
    prefix: string,
  ): Promise<readonly { readonly ref: string; readonly sha: string; readonly type: string }[]>
  readCommit(sha: string): Promise<CommitObject | undefined>
  /** Returns the best common ancestor; undefined if the histories are unrelated. */
  mergeBase(a: string, b: string): Promise<string | undefined>
  /** Returns what changed from one tree or commit (null: an empty tree) to another. */
  diff(from: string | null, to: string): Promise<readonly DiffEntry[]>
  /** Returns the shas that are in `to` but not in `from`, newest first. */
  commitsBetween(from: string, to: string): Promise<readonly string[]>
  listTree(name: string, recursive: boolean): Promise<readonly TreeEntry[]>
  /** Returns the entry of one path in a commit; undefined if there is no such path. */
  entryAt(commit: string, path: string): Promise<TreeEntry | undefined>
  close(): Promise<void>
}

const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

// The data need not survive a power cut, and the hooks and templates of the user must not run. A commit stays one pack:
// unpacking it would take another process.
const configuration = `[core]
\tfsync = none
\thooksPath = /dev/null
[gc]
\tauto = 0
[fastimport]
\tunpackLimit = 0
[http]
\treceivepack = true
[uploadpack]
\tallowAnySHA1InWant = true
`

/** Creates an empty bare repository in a temporary folder, which `close()` removes. */
export async function createGitStore(defaultBranch: string): Promise<GitStore> {
  const root = await mkdtemp(join(tmpdir(), 'testkit-git-'))
  const folder = join(root, 'repository.git')
  // What `git init --bare` makes without a template, for which every test would start a process.
  for (const part of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags'])
    await mkdir(join(folder, part), { recursive: true })
  await writeFile(join(folder, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`)
  await writeFile(join(folder, 'config'), `[core]\n\tbare = true\n${configuration}`)
  const git = gitIn(folder)
  const objects = openGitObjects(folder)
  const text = async (...args: string[]) => (await git(args)).toString().trim()
  const remember = memory()

  const resolve = async (name: string) => {
    // The sha of a tag object is not a commit; a forge does not resolve it either.
    if (/^[0-9a-f]{40}$/.test(name)) return (await objects.info(name))?.type === 'commit' ? name : undefined
    for (const candidate of [`refs/heads/${name}`, `refs/${name}`, name]) {
      const found = await objects.info(`${candidate}^{commit}`)
      if (found) return found.sha
    }
    return undefined
  }

  return {
    folder,
    info: objects.info,
    contents: objects.contents,
    resolve,
    async commit({ ref, parent, files, message, date }) {
      const from = parent === undefined ? (await objects.info(ref))?.sha : parent
      const author = { name: 'testkit', email: 'testkit@example.invalid' }
      const stream = fastImportStream({ ref, parents: from ? [from] : [], files, message, author, date })
      return (await git(['fast-import', '--quiet', '--force'], stream)).toString().trim()
    },
    async commitTree(tree, parents, message, date) {
      const stamp = `${Math.floor(date.getTime() / 1000)} +0000`
      const person = `testkit <testkit@example.invalid> ${stamp}`
      const head = [`tree ${tree}`, ...parents.map((sha) => `parent ${sha}`)]
      const commit = `${[...head, `author ${person}`, `committer ${person}`].join('\n')}\n\n${message}\n`
      return (await git(['hash-object', '-t', 'commit', '-w', '--stdin'], Buffer.from(commit)))
        .toString()
        .trim()
    },
    async annotate({ object, name, date, message = name }) {
      const type = (await objects.info(object))?.type
      const stamp = `${Math.floor(date.getTime() / 1000)} +0000`
      const lines = [
        `object ${object}`,
        `type ${type}`,
        `tag ${name}`,
        `tagger testkit <testkit@example.invalid> ${stamp}`,
      ]
      return (await git(['mktag'], Buffer.from(`${lines.join('\n')}\n\n${message}\n`))).toString().trim()
    },
    mergeTree: (ours, theirs) =>
      remember(`merge ${ours} ${theirs}`, async () => {
        // Writing a tree that already exists would touch it, even if it is in a borrowed object store.
        const base = (await git(['merge-base', ours, theirs], undefined, [0, 1])).toString().trim()
        if (base === ours || base === theirs)
          return text('rev-parse', `${base === ours ? theirs : ours}^{tree}`)
        const output = await git(['merge-tree', '--write-tree', ours, theirs], undefined, [0, 1])
        const [tree = '', ...conflicts] = output.toString().trim().split('\n')
        return conflicts.length > 0 ? undefined : tree
      }),
    async setRef(ref, sha) {
      await git(sha === null ? ['update-ref', '-d', ref] : ['update-ref', ref, sha])
    },
    async listRefs(prefix) {
      const lines = (await text('for-each-ref', '--format=%(objectname) %(objecttype) %(refname)'))
        .split('\n')
        .filter(Boolean)
      const refs = lines.map((line) => {
        const [sha = '', type = '', ...ref] = line.split(' ')
        return { sha, type, ref: ref.join(' ') }
      })
      return refs.filter(({ ref }) => ref.startsWith(prefix))
    },
    async readCommit(sha) {
      const found = await objects.contents(sha)
      return found?.type === 'commit' ? parseCommit(found.sha, found.content.toString()) : undefined
    },
    mergeBase: (a, b) =>
      remember(`base ${a} ${b}`, async () => {
        const output = await git(['merge-base', a, b], undefined, [0, 1])
        return output.toString().trim() || undefined
      }),
    diff: (from, to) =>
      remember(`diff ${from} ${to}`, async () =>
        parseDiff(await git([...diffArguments, from ?? emptyTree, to])),
      ),
    commitsBetween: (from, to) =>
      remember(`log ${from} ${to}`, async () =>
        (await text('rev-list', `${from}..${to}`)).split('\n').filter(Boolean),
      ),
    listTree: (name, recursive) =>
      remember(`tree ${name} ${recursive}`, async () =>
        parseTree(await git(['ls-tree', '-z', '-l', ...(recursive ? ['-r', '-t'] : []), name])),
      ),
    entryAt: (commit, path) =>
      remember(`entry ${commit} ${path}`, async () =>
        path === ''
          ? { mode: '040000', type: 'tree', sha: await text('rev-parse', `${commit}^{tree}`), path }
          : parseTree(await git(['ls-tree', '-z', '-l', '--full-tree', commit, '--', path]))[0],
      ),
    async close() {
      await objects.close()
      // A git that was stopped may still write.
      await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    },
  }
}

// Caches the answers of git by sha, which never change; callers pass shas, never names of branches.
function memory() {
  const known = new Map<string, Promise<unknown>>()
  return <Value>(key: string, find: () => Promise<Value>): Promise<Value> => {
    const found = (known.get(key) as Promise<Value> | undefined) ?? find()
    known.set(key, found)
    return found
  }
}
