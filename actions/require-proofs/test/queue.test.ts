import { describe, expect, it } from 'vitest'
import { green, proof, red, routes, setScene } from './scene.ts'

const { shop } = setScene()
const policy = { '.github/proofs.yml': 'waivers: [{ for: change:routes, logins: [bob] }]\n' }

describe.each(['merge', 'squash'] as const)('in a queue that merges by %s', (method) => {
  it('a waived entry does not fail the entries after it', async () => {
    const { repository, open, run } = await shop(policy)
    const waived = await open(routes)
    await waived.review({ user: 'bob', state: 'APPROVED' })
    const behind = await open({ 'notes.txt': 'x' })
    const numbers = [waived.number, behind.number]
    const ran = await run(await repository.trigger.mergeGroup(numbers, { method, entries: true }))
    expect(ran).toMatchObject(green)
    waived.dismissReview(await waived.review({ user: 'bob', state: 'APPROVED' }))
    const again = await run(await repository.trigger.mergeGroup(numbers, { method, entries: true }))
    expect(again).toMatchObject({ ...red, reason: 'proofs-missing' })
  })

  it('an edit needs its own proof if it lands in a file that an earlier entry moved, even for the entry after it', async () => {
    const { repository, open, run } = await shop({ 'web/app.ts': 'export const app = 1\n'.repeat(9) })
    const moving = await open({ 'api/src/app.ts': { renameOf: 'web/app.ts' }, ...proof })
    const editing = await open({ 'web/app.ts': `${'export const app = 1\n'.repeat(9)}// more\n` })
    const last = await open({ 'notes.txt': 'x' })
    const group = async (...numbers: number[]) =>
      run(await repository.trigger.mergeGroup(numbers, { method, entries: true }))
    const ran = await group(moving.number, editing.number, last.number)
    expect(ran).toMatchObject({ ...red, reason: 'proofs-missing' })
    expect(ran.messages).toContain(`#${editing.number} in the merge group lacks proofs for change:cors`)
    expect(await group(moving.number, last.number)).toMatchObject(green)
  })

  it('the label of an earlier entry stays a duty', async () => {
    const { repository, open, run } = await shop()
    const labelled = await open({ 'notes.txt': 'x' }, { labels: ['change:headers'] })
    const behind = await open({ 'other.txt': 'x' })
    const numbers = [labelled.number, behind.number]
    const ran = await run(await repository.trigger.mergeGroup(numbers, { method, entries: true }))
    expect(ran).toMatchObject({ ...red, reason: 'proofs-missing' })
    expect(ran.messages).toContain('#1 lacks proofs for change:headers')
  })
})

describe('an unrelated pull request with a commit of the group', () => {
  it('does not block the queue: it is not read', async () => {
    const { repository, open, run } = await shop(policy)
    const pull = await open(routes)
    const first = await pull.headSha()
    await pull.push({ 'ops/proofs/routes.txt': 'HTTP/2 200\n' })
    const fork = 'mallory/shop'
    // One stops before the proof, one continues after it, and one is the same commit.
    await repository.commit({ branch: 'before', fork, parent: first, files: {} })
    await repository.commit({
      branch: 'after',
      fork,
      parent: await pull.headSha(),
      files: { 'api/src/index.ts': 'x' },
    })
    for (const head of ['before', 'after'])
      await repository.openPullRequest({ fork, head, author: 'mallory' })
    const ran = await run(await repository.trigger.mergeGroup([pull.number]))
    expect(ran).toMatchObject({ ...green, reason: 'proofs-present' })
    expect(ran.log.filter(({ path }) => /\/pulls\/[23](\/|$)/.test(path))).toEqual([])
  })

  it('does not block it even with the head of a waived entry', async () => {
    const { repository, open, run } = await shop(policy)
    const waived = await open(routes)
    await waived.review({ user: 'bob', state: 'APPROVED' })
    const fork = 'mallory/shop'
    await repository.commit({ branch: 'same', fork, parent: await waived.headSha(), files: {} })
    await repository.openPullRequest({ fork, head: 'same', author: 'mallory' })
    const behind = await open({ 'notes.txt': 'x' })
    const numbers = [waived.number, behind.number]
    const on = await repository.trigger.mergeGroup(numbers, { entries: true })
    expect(await run(on)).toMatchObject(green)
  })
})
