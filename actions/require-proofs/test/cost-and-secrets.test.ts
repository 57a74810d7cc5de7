import { checkRounds, rounds } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { begin, green, proof, red, routes, setScene } from './scene.ts'

const { shop, github } = setScene()
const three = { ...routes, 'notes.txt': 'x', ...proof }

describe('the cost of a run', () => {
  it('is one round of reads for a small pull request in a small repository, and one for its proofs', () =>
    checkRounds(github().host, async () => {
      const { open, judge } = await shop()
      const pull = await open(three)
      const ran = await judge(pull)
      expect(ran).toMatchObject({ ...green, reason: 'proofs-present', outputs: { 'scope-size': '3' } })
      expect(ran.stdout).toMatch(/3 changed files looked at; proofs are there for change:.*: ops\/proofs\//)
      expect(
        ran.log
          .map(({ path }) => path.replace(/^\/repos\/[^/]+\/[^/]+\//, '').replace(/[0-9a-f]{40}/g, '…'))
          .sort(),
      ).toEqual([
        'compare/…...…',
        'contents/.github%2Flabeler.yml',
        'contents/.github%2Fproofs.yml',
        'git/blobs/…',
        'git/ref/heads%2Fmain',
        'git/trees/…',
        'git/trees/…',
        'issues/1/labels',
        'pulls/1',
        'pulls/1/files',
      ])
      expect(rounds(ran.log)).toBe(2)
      const without = await judge(await open({ 'notes.txt': 'x' }, { head: 'notes' }))
      expect(rounds(without.log)).toBe(1)
    }))

  it('is one more round in a large repository, whose trees are read only where a proof may be', () =>
    checkRounds(github().host, async () => {
      const { open, judge } = await shop({}, { kilobytes: 1_000_000 })
      const without = await open({ 'notes.txt': 'x' })
      const pull = await open(three)
      expect((await judge(without)).log.filter(({ path }) => path.includes('/trees/'))).toEqual([])
      const ran = await judge(pull)
      expect(ran).toMatchObject(green)
      expect(rounds(ran.log)).toBe(3)
    }))

  it('is no more for 250 files, and no page is requested twice', () =>
    checkRounds(github().host, async () => {
      const { open, judge } = await shop()
      const files = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`f/${index}.txt`, 'x']))
      const pull = await open({ ...three, ...files })
      const ran = await judge(pull)
      expect(ran.log.filter(({ path }) => path.endsWith('/files'))).toHaveLength(3)
      expect(rounds(ran.log)).toBe(2)
    }))
})

describe('a secret', () => {
  it.each([true, false])('appears in no output of the run, with debug logging %s', async (debug) => {
    const { open, judge } = await shop({
      '.github/proofs.yml': 'waivers: [{for: change:routes, teams: [acme/security]}]',
    })
    const token = github().token({ permissions: { contents: 'read', 'pull-requests': 'read' } })
    const waiverToken = github().token({ permissions: { members: 'read' }, kind: 'app' })
    const files = { ...routes, [`notes/${token}.txt`]: token, [`ops/proofs/${waiverToken}.txt`]: '' }
    const pull = await open(files)
    await pull.review({ user: 'bob', state: 'APPROVED' })
    for (const secret of [waiverToken, 'wrong-waiver-token']) {
      const ran = await judge(pull, { debug, token, inputs: { 'waiver-token': secret } })
      expect(ran).toMatchObject(red)
      const said = ran.stdout.replaceAll(/^::add-mask::.*$/gm, '') + ran.stderr + ran.summary
      for (const text of [said, JSON.stringify(ran.outputs)]) {
        expect(text).not.toContain(token)
        expect(text).not.toContain(secret)
      }
      expect(ran.masks).toEqual(expect.arrayContaining([token, secret]))
    }
  })
})

it('with debug logging shows each request on one line', async () => {
  const { open, judge } = await shop()
  const pull = await open({ ...three, 'README.md': `${begin['README.md']}!` })
  const shown = (await judge(pull, { debug: true })).stdout.match(/^::debug::GET \S+ \d+ \d+ ms.*$/gm)
  expect(shown).toHaveLength(10)
})
