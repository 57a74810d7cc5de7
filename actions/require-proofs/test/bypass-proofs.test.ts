import { describe, expect, it } from 'vitest'
import { begin, type Files, green, proof, red, routes, setScene } from './scene.ts'

const { shop } = setScene()
const missing = { ...red, reason: 'proofs-missing' }
const present = { ...green, reason: 'proofs-present' }
const old = String(begin['ops/proofs/old.txt'])

describe('row 7: a file that is not a proof', () => {
  it.each<[string, Files, string]>([
    ['a deletion', { 'ops/proofs/old.txt': null }, 'is deleted by this change'],
    ['a pure rename', { 'ops/proofs/new.txt': { renameOf: 'ops/proofs/old.txt' } }, 'was there before'],
    ['a pure rename from elsewhere', { 'ops/proofs/new.txt': { renameOf: 'README.md' } }, 'was there before'],
    ['a copy of a proof', { 'ops/proofs/new.txt': { copyOf: 'ops/proofs/old.txt' } }, 'was there before'],
    ['a proof written out again', { 'ops/proofs/new.txt': old }, 'was there before'],
    ['a change of mode', { 'ops/proofs/old.txt': { content: old, mode: '100755' } }, 'was there before'],
    ['an empty file', { 'ops/proofs/new.txt': '' }, 'is empty'],
    ['a symlink', { 'ops/proofs/new.txt': { symlink: 'old.txt' } }, 'is a symlink'],
    ['a submodule', { 'ops/proofs/new': { submodule: 'a'.repeat(40) } }, 'is a submodule'],
    ['a .gitkeep', { 'ops/proofs/a/.gitkeep': 'x' }, 'only keeps a folder'],
    ['a .keep', { 'ops/proofs/.keep': 'x' }, 'only keeps a folder'],
    ['a proof in another place', { 'ops/proof/new.txt': 'HTTP/2 200\n' }, 'no changed file there'],
    ['a proof in another case', { 'OPS/proofs/new.txt': 'HTTP/2 200\n' }, 'no changed file there'],
    ['a proof moved away', { 'elsewhere.txt': { renameOf: 'ops/proofs/old.txt' } }, 'no changed file there'],
  ])('is %s, and the message says why', async (_, files, why) => {
    const { open, judge } = await shop()
    const ran = await judge(await open({ ...routes, ...files }))
    expect(ran).toMatchObject(missing)
    expect(ran.messages).toContain(why)
  })

  it('is one that a branch behind its base takes from the base', async () => {
    const { open, judge, repository } = await shop()
    const pull = await open({ ...routes, 'ops/proofs/old.txt': { content: old, mode: '100755' } })
    await repository.commit({ branch: 'main', files: { 'ops/proofs/old.txt': 'HTTP/2 200 of today\n' } })
    const moved = await open({ ...routes, 'ops/proofs/moved.txt': { renameOf: 'README.md' } }, { head: 'b' })
    await repository.commit({ branch: 'main', files: { 'README.md': '# Other\n' } })
    expect(await judge(pull)).toMatchObject(missing)
    expect(await judge(moved)).toMatchObject(missing)
  })

  it('is the proof of another change that was merged meanwhile', async () => {
    const { open, judge } = await shop()
    const first = await open({ 'ops/proofs/shared.txt': 'HTTP/2 200\n' })
    const second = await open({ ...routes, 'ops/proofs/mine.txt': 'HTTP/2 200\n' }, { head: 'second' })
    await first.merge()
    expect(await judge(second)).toMatchObject(missing)
  })
})

describe('a proof', () => {
  it.each<[string, Files]>([
    ['a new file', proof],
    ['an executable file', { 'ops/proofs/probe.sh': { content: 'curl\n', mode: '100755' } }],
    ['a file that is changed', { 'ops/proofs/old.txt': `${old}and of this year\n` }],
    ['a picture', { 'ops/proofs/a.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255]) }],
    ['a file with a hidden name', { 'ops/proofs/.routes.txt': 'HTTP/2 200\n' }],
    ['a file in place of a symlink', { 'ops/proofs/link': 'HTTP/2 200\n' }],
  ])('is %s', async (_, files) => {
    const { open, judge } = await shop({ 'ops/proofs/link': { symlink: 'old.txt' } })
    expect(await judge(await open({ ...routes, ...files }))).toMatchObject(present)
  })
})

describe('row 17: trust', () => {
  const waivers = { '.github/proofs.yml': 'waivers: [{for: change:routes, logins: [Alice, bob]}]\n' }

  it('depends on the author and the approver, not on the user who started the run', async () => {
    const { open, run, repository } = await shop(waivers)
    const pull = await open(routes, { author: 'mallory' })
    const on = await repository.trigger.pullRequestTarget(pull.number, {
      action: 'labeled',
      sender: 'alice',
    })
    expect(on.actor).toBe('alice')
    expect(await run(on)).toMatchObject(missing)
  })

  it('never comes from an approval by the author', async () => {
    const { open, run, repository } = await shop(waivers)
    const pull = await open(routes, { author: 'alice' })
    await pull.review({ user: 'ALICE', state: 'APPROVED' })
    const on = await repository.trigger.pullRequestTarget(pull.number, { action: 'labeled', sender: 'bob' })
    expect(await run(on)).toMatchObject(missing)
  })
})

it.each(['skip-proofs', 'no-proofs', 'ops:proofs-attached', 'skip-changelog', 'change:routes:waived'])(
  'row 18: a label %s lifts nothing',
  async (label) => {
    const { open, judge } = await shop()
    const inputs = { 'proofs-label': 'ops:proofs-attached', 'dry-run': 'true' }
    expect(await judge(await open(routes, { labels: [label] }), { inputs })).toMatchObject(missing)
  },
)
