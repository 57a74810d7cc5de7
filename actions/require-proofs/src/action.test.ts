import type { TreeEntry } from '@suite/changes'
import { compileGlob } from '@suite/matchers'
import { describe, expect, it } from 'vitest'
import { now } from '../test/facts.ts'
import { rules } from '../test/scene.ts'
import { requireProofs } from './action.ts'

type Run = Parameters<typeof requireProofs>[0]
type Ports = Parameters<typeof requireProofs>[1]
type Tree = Readonly<Record<string, string>>

const base = 'b'.repeat(40)
const head = 'c'.repeat(40)
const atBase: Tree = { 'api/wrangler.toml': 'old', 'ops/proofs/old.txt': 'proof' }
const atHead: Tree = { ...atBase, 'api/wrangler.toml': 'new' }

/** A port with only these methods; a call of any other method fails the test. */
function only<Port extends object>(methods: Partial<Port>): Port {
  return new Proxy(methods, {
    get(target, name) {
      const method = Reflect.get(target, name)
      if (method === undefined) throw new Error(`${String(name)} is not to be asked`)
      return method
    },
  }) as Port
}

const entriesOf = (tree: Tree) =>
  new Map<string, TreeEntry>(Object.entries(tree).map(([path, id]) => [path, { path, kind: 'file', id }]))

const differenceOf = (before: Tree, after: Tree) =>
  Object.entries(after)
    .filter(([path, id]) => before[path] !== id)
    .map(([path]) => ({ path, status: before[path] ? ('modified' as const) : ('added' as const) }))

function forgeOf(
  trees: Readonly<Record<string, Tree>>,
  { labels = [] as string[], listed = [] as string[], sha = head } = {},
): Ports & { asked: string[] } {
  const asked: string[] = []
  const pullAt = (number: number, changedFiles: number | undefined) => ({
    number,
    title: '',
    author: 'alice',
    base: { sha: base, ref: 'main' },
    head: { sha, ref: 'change' },
    labels,
    changedFiles,
    isOpen: true,
    mayBeRebased: true,
  })
  return {
    asked,
    changes: only<Ports['changes']>({
      async read(path, ref) {
        asked.push(`${path} at ${ref}`)
        return path === '.github/labeler.yml' ? { path, bytes: new TextEncoder().encode(rules) } : undefined
      },
      async commitAt() {
        return base
      },
      async history(from, to) {
        return { mergeBases: [from], commits: [{ id: to, parents: [from] }] }
      },
      async between(from, to) {
        return differenceOf(trees[from] ?? {}, trees[to] ?? {})
      },
      async tree(commit) {
        asked.push(`tree ${commit.slice(0, 1)}`)
        return entriesOf(trees[commit] ?? {})
      },
      async blob(id) {
        return new TextEncoder().encode(id)
      },
    }),
    repository: only<Ports['repository']>({} as Ports['repository']),
    labels: only<Ports['labels']>({ listed: async () => listed }),
    comments: only<Ports['comments']>({}),
    people: only<Ports['people']>({}),
    pullRequests: only<Ports['pullRequests']>({
      async read(number) {
        const files = differenceOf(trees[base] ?? {}, trees[sha] ?? {})
        return { ...pullAt(number, files.length), files, filesFrom: 'list' }
      },
      async current(number) {
        return pullAt(number, undefined)
      },
    }),
  }
}

function runOf(inputs: Partial<Run['inputs']> = {}, size = 64): Run {
  const payload = {
    repository: { default_branch: 'main', size },
    pull_request: { number: 7, changed_files: 2, base: { ref: 'main', sha: base }, head: { sha: head } },
  }
  return only<Run>({
    event: { name: 'pull_request_target', payload },
    environment: only<Run['environment']>({
      forge: 'github',
      serverUrl: 'https://github.com',
      repository: { owner: 'acme', name: 'shop' },
      sha: base,
      variables: {},
    }),
    now: () => now,
    pause: async () => {},
    writes: only<Run['writes']>({}),
    inputs: {
      labels: ['change:routes', 'change:cors', 'change:headers'],
      proofs: [compileGlob('ops/proofs/**')],
      'config-path': '.github/labeler.yml',
      'policy-path': '.github/proofs.yml',
      'pr-number': [],
      'proofs-label': undefined,
      comment: false,
      ...inputs,
    } as Run['inputs'],
  })
}

describe('the action', () => {
  it('gathers, decides and reports, and writes nothing by default', async () => {
    const missing = await requireProofs(runOf(), forgeOf({ [base]: atBase, [head]: atHead }), undefined)
    expect(missing).toMatchObject({
      verdict: 'fail',
      reason: 'proofs-missing',
      headline: '#7 lacks proofs for change:routes',
      outputs: { 'scope-size': 1, missing: [{ label: 'change:routes', count: 1 }] },
    })
    const proven = { ...atHead, 'ops/proofs/new.txt': 'fresh' }
    const present = await requireProofs(runOf(), forgeOf({ [base]: atBase, [head]: proven }), undefined)
    expect(present).toMatchObject({ verdict: 'pass', reason: 'proofs-present', outputs: { missing: [] } })
  })

  it('reads the rules at the full name of the branch that the author does not control', async () => {
    const forge = forgeOf({ [base]: atBase, [head]: atHead })
    await requireProofs(runOf(), forge, undefined)
    expect(forge.asked).toContain('.github/labeler.yml at refs/heads/main')
    expect(forge.asked).toContain('.github/proofs.yml at refs/heads/main')
  })

  it('reads trees in advance in a small repository, and in a large one only for a possible proof', async () => {
    const small = forgeOf({ [base]: atBase, [head]: atHead })
    await requireProofs(runOf({}, 64), small, undefined)
    expect(small.asked).toEqual(expect.arrayContaining(['tree b', 'tree c']))
    const large = forgeOf({ [base]: atBase, [head]: atHead })
    await requireProofs(runOf({}, 1_000_000), large, undefined)
    expect(large.asked.filter((each) => each.startsWith('tree'))).toEqual([])
  })

  it('names the labels that no rule causes, and the labels that were probably meant', async () => {
    const run = runOf({ labels: ['change:cors', 'docks'] })
    const outcome = await requireProofs(run, forgeOf({ [base]: atBase, [head]: atHead }), undefined)
    expect(outcome).toMatchObject({ verdict: 'pass', reason: 'no-duty' })
    const note =
      'No rule gives docks (did you mean docs?): only the label on the pull request makes that a duty.'
    expect(outcome.story).toEqual([note])
    expect(outcome.summary).toContain('No rule gives docks')
  })

  it('accepts no proof from a head that is not the head of the run', async () => {
    const sha = 'd'.repeat(40)
    const forge = forgeOf({ [base]: atBase, [sha]: { ...atHead, 'ops/proofs/new.txt': 'fresh' } }, { sha })
    await expect(requireProofs(runOf(), forge, undefined)).rejects.toMatchObject({ reason: 'head-moved' })
  })

  it('finds a label that one of its two lists lacks', async () => {
    const shown = { [base]: atBase, [head]: { ...atBase, 'notes.txt': 'x' } }
    for (const lists of [{ labels: ['change:cors'] }, { listed: ['change:cors'] }])
      expect(await requireProofs(runOf(), forgeOf(shown, lists), undefined)).toMatchObject({
        verdict: 'fail',
        reason: 'proofs-missing',
      })
  })

  it('distinguishes pass, skip and fail: no duty, no change, only a label', async () => {
    const other = { ...atBase, 'notes.txt': 'x' }
    const judge = (tree: Tree, labels: string[] = []) =>
      requireProofs(runOf(), forgeOf({ [base]: atBase, [head]: tree }, { labels }), undefined)
    expect(await judge(other)).toMatchObject({ verdict: 'pass', reason: 'no-duty' })
    expect(await judge(atBase)).toMatchObject({ verdict: 'skip', reason: 'nothing-to-judge' })
    expect(await judge(atBase, ['Change:CORS'])).toMatchObject({ verdict: 'fail', reason: 'proofs-missing' })
  })
})
