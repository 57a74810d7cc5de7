import { faults } from '@suite/testkit/core'
import { afterEach, describe, expect, it } from 'vitest'
import { type Files, green, proof, red, type Shop, setScene } from './scene.ts'

const { shop, github } = setScene()
const missing = { ...red, reason: 'proofs-missing' }
const behind = { ...red, reason: 'branch-behind' }
const passed = { ...green, reason: 'no-duty' }

/** Long enough that git detects it as moved even if it is edited. */
const handler = Array.from({ length: 40 }, (_, line) => `line ${line}\n`).join('')
const edited = handler.replace('line 20', 'line twenty')
const old: Files = { 'src/handler.ts': handler, 'src/other.ts': 'export {}\n' }
const move: Files = { 'api/src/handler.ts': { renameOf: 'src/handler.ts' } }
const compare = '/repos/:owner/:repo/compare/:basehead*'

afterEach(() => github().setReadsUntilMerge(1))

/** A branch from before a change of main. */
async function openBehind({ repository, open }: Shop, main: Files, branch: Files) {
  const pull = await open(branch)
  await repository.commit({ branch: 'main', files: main })
  return pull
}

describe('a branch from before main moved a file', () => {
  it('is judged by where its edit lands', async () => {
    const made = await shop(old)
    const pull = await openBehind(made, move, { 'src/handler.ts': edited })
    const ran = await made.judge(pull)
    expect(ran).toMatchObject(missing)
    expect(ran.json('required-by')).toMatchObject([{ files: [{ path: 'api/src/handler.ts' }] }])
    await pull.push(proof)
    expect(await made.judge(pull)).toMatchObject({ ...green, reason: 'proofs-present' })
  })

  it('causes a wait while GitHub computes what lands', async () => {
    github().setReadsUntilMerge(3)
    const made = await shop(old)
    const pull = await openBehind(made, move, { 'src/handler.ts': edited })
    const ran = await made.judge(pull)
    expect(ran).toMatchObject(missing)
    expect(ran.log.filter(({ path }) => path.endsWith(`/pulls/${pull.number}`)).length).toBeGreaterThan(3)
  })

  it('does not pass because of a test merge with an older main', async () => {
    github().setReadsUntilMerge(3)
    const made = await shop(old)
    const pull = await made.open({ 'src/handler.ts': edited })
    await made.repository.trigger.pullRequest(pull.number, { action: 'opened' })
    await made.repository.commit({ branch: 'main', files: move })
    const fault = faults.alter((answer) => ({
      ...answer,
      body: { ...(answer.body as object), mergeable: true },
    }))
    github().host.inject({ match: { route: '/repos/:owner/:repo/pulls/:number' }, fault, times: 3 })
    expect(await made.judge(pull)).toMatchObject(missing)
  })

  it('fails at the deadline if GitHub makes no test merge', async () => {
    github().setReadsUntilMerge(1_000)
    const made = await shop(old)
    const pull = await openBehind(made, { 'README.md': '# Later\n' }, { 'src/handler.ts': edited })
    const ran = await made.judge(pull, { inputs: { timeout: '6s' } })
    expect(ran).toMatchObject({ ...red, reason: 'deadline-passed' })
    expect(ran.messages).toContain('GitHub has not made the test merge of #1 onto main in time')
  })

  it('is judged by the current main, even if the event and the pull request name an older one', async () => {
    const made = await shop(old)
    const pull = await made.open({ 'src/handler.ts': edited })
    const on = await made.repository.trigger.pullRequestTarget(pull.number, { action: 'opened' })
    const stale = await pull.baseSha()
    await made.repository.commit({ branch: 'main', files: move })
    const fault = faults.alter((answer) => {
      const body = answer.body as { base: object }
      return { ...answer, body: { ...body, base: { ...body.base, sha: stale } } }
    })
    github().host.inject({ match: { route: '/repos/:owner/:repo/pulls/:number' }, fault })
    expect(await made.run(on)).toMatchObject(missing)
  })

  it('that conflicts fails, and the message says which path moved and how to update', async () => {
    const made = await shop({ ...old, 'notes.txt': 'a\n' })
    const main = { ...move, 'notes.txt': 'b\n' }
    const pull = await openBehind(made, main, { 'src/handler.ts': edited, 'notes.txt': 'c\n' })
    const ran = await made.judge(pull)
    expect(ran).toMatchObject(behind)
    expect(ran.messages).toContain(
      'main has moved src/handler.ts, which this branch changes, to api/src/handler.ts',
    )
    expect(ran.messages).toContain('git fetch origin main && git merge origin/main && git push')
  })

  it('and does not touch that file passes', async () => {
    const made = await shop(old)
    const pull = await openBehind(made, move, { 'notes.txt': 'x' })
    expect(await made.judge(pull)).toMatchObject({ ...passed, outputs: { 'scope-size': '1' } })
  })
})

describe('a branch from before main moved a folder', () => {
  const folder: Files = {
    'api/src/handler.ts': { renameOf: 'src/handler.ts' },
    'api/src/other.ts': { renameOf: 'src/other.ts' },
  }

  it('fails if it adds to that folder, because the file may follow', async () => {
    const made = await shop(old)
    const ran = await made.judge(await openBehind(made, folder, { 'src/new.ts': 'export {}\n' }))
    expect(ran).toMatchObject(behind)
    expect(ran.messages).toContain(
      'main has moved the folder of src/new.ts, which this branch adds: it may land in api/src/new.ts',
    )
  })

  it('fails if its proof would follow, because it is then not a proof', async () => {
    const made = await shop({ 'ops/proofs/.gitkeep': null, 'ops/proofs/old.txt': handler })
    const archive: Files = { 'archive/old.txt': { renameOf: 'ops/proofs/old.txt' } }
    const pull = await openBehind(made, archive, { 'api/src/index.ts': 'export default 1\n', ...proof })
    expect(await made.judge(pull)).toMatchObject(behind)
  })
})

describe('criss-cross histories', () => {
  it('are judged over each merge base, not only the one that GitHub picks', async () => {
    const { repository, open, judge } = await shop({ 'notes.txt': '1' })
    const { first, second } = await cross(repository)
    const pull = await open({ 'later.txt': 'x' }, { head: 'left' })
    const each = await Promise.all(
      [first, second].map(async (base) => {
        const fault = faults.alter((answer) => ({
          ...answer,
          body: { ...(answer.body as object), merge_base_commit: { sha: base } },
        }))
        github().host.inject({ match: { route: compare }, fault, times: 1 })
        return judge(pull)
      }),
    )
    for (const ran of each) expect(ran).toMatchObject(missing)
  })

  /** Two parallel commits, each merged into the branch of the other; one edits a file that requires proofs. */
  async function cross(repository: Shop['repository']) {
    const start = await repository.resolve('main')
    const edit = { 'api/src/index.ts': 'export default 1\n' }
    const first = await repository.commit({ branch: 'one', parent: start, files: edit })
    const second = await repository.commit({ branch: 'two', parent: start, files: { 'notes.txt': '2' } })
    await repository.merge('left', [first, second])
    await repository.merge('main', [second, first])
    await repository.commit({ branch: 'main', files: { 'README.md': '# Other\n' } })
    return { first, second }
  }
})

describe('a rebase, which drops merges and replays the rest', () => {
  const edit: Files = { 'api/src/index.ts': 'export default 1\n' }

  /** A branch that edits, merges main, and keeps main's tree: its difference is empty. */
  async function openEmpty(made: Shop, files: Files = edit) {
    const { repository, open } = made
    await repository.commit({ branch: 'topic', files })
    await repository.commit({ branch: 'main', files: { 'README.md': '# Later\n' } })
    const [topic, main] = await Promise.all(['topic', 'main'].map((name) => repository.resolve(name)))
    await repository.merge('topic', [topic ?? '', main ?? ''], { treeOf: main ?? '' })
    return open({}, { head: 'topic' })
  }

  it('lands an edit that the branch itself reverted', async () => {
    const made = await shop()
    const ran = await made.judge(await openEmpty(made))
    expect(ran).toMatchObject(missing)
    expect(ran.json('required-by')).toMatchObject([{ files: [{ path: 'api/src/index.ts' }] }])
  })

  it('lands it where main moved the file', async () => {
    const made = await shop(old)
    const { repository, open, judge } = made
    await repository.commit({ branch: 'topic', files: { 'src/handler.ts': edited } })
    await repository.commit({ branch: 'main', files: move })
    const [topic, main] = await Promise.all(['topic', 'main'].map((name) => repository.resolve(name)))
    await repository.merge('topic', [topic ?? '', main ?? ''], { treeOf: main ?? '' })
    expect(await judge(await open({}, { head: 'topic' }))).toMatchObject(behind)
  })

  it('lands the second of two commits that revert each other, if main already has the first', async () => {
    const { repository, open, judge } = await shop()
    const pull = await open(edit)
    await pull.push({ 'api/src/index.ts': 'export {}\n', 'notes.txt': 'x' })
    await repository.commit({ branch: 'main', files: edit })
    expect(await judge(pull)).toMatchObject(missing)
  })

  it('is not considered if the repository does not allow it', async () => {
    const made = await shop({}, { allowRebaseMerge: false })
    expect(await made.judge(await openEmpty(made))).toMatchObject({
      outputs: { reason: 'nothing-to-judge' },
    })
  })
})
