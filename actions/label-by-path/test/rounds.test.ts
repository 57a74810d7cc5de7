import { checkRounds, rounds } from '@suite/testkit/core'
import { expect, test } from 'vitest'
import { setScene } from './scene.ts'

const { openRepository, github } = setScene()

const rules = `
new:
  - changed-files:
      - any-glob-to-any-file: x/**
old:
  - changed-files:
      - any-glob-to-any-file: none
`
const inputs = { 'sync-labels': 'true' }
const filesOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`x/${at}`, `${at}`]))

test('3 files cost one round of reads, one for each step of writing, and one to check the removal', () =>
  checkRounds(github().host, async () => {
    const { open, label } = await openRepository(rules, { labels: ['new', 'old'] })
    const pull = await open(filesOf(3), { labels: ['old'] })
    const { log, writes } = await label(pull, { inputs })
    expect([log.length - writes.length, writes.length, rounds(log)]).toEqual([5, 2, 4])
    expect(rounds(log.filter(({ method }) => method === 'GET').slice(0, 4))).toBe(1)

    const again = await label(pull, { inputs })
    expect([again.log.length, again.writes, rounds(again.log)]).toEqual([4, [], 1])
  }))

test('added labels cost one request to read them back', () =>
  checkRounds(github().host, async () => {
    const { open, label } = await openRepository(rules, { labels: ['new', 'old', 'mine'] })
    const { log, writes } = await label(await open(filesOf(3), { labels: ['mine'] }), { inputs })
    expect([log.length - writes.length, writes.length, rounds(log)]).toEqual([5, 1, 3])
  }))

test('3,000 files, whose list may be truncated, cost 9 reads, four of them of the two trees', () =>
  checkRounds(github().host, async () => {
    const { open, label } = await openRepository(rules, { labels: ['new', 'old'] })
    const pull = await open(filesOf(3_000))
    const { log, outputs, exitCode } = await label(pull, { inputs })
    const reads = log.filter(({ method }) => method === 'GET')
    expect([exitCode, outputs['scope-size'], reads.length]).toEqual([0, '3000', 9])
    expect(rounds(reads)).toBeLessThanOrEqual(5)
  }))
