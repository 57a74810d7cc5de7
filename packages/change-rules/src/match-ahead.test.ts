import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluateRules } from './evaluate-rules.ts'
import { matchAhead } from './match-ahead.ts'
import { readChangeRules } from './read-change-rules.ts'

const read = (text: string) => readChangeRules({ path: 'l.yml', text }, { dot: true })
const noPause = async () => {}
const listed = (globs: readonly string[]) =>
  `area:\n  - changed-files:\n      - any-glob-to-any-file: [${globs.map((each) => `'${each}'`).join(', ')}]\n`

test('matching ahead does not change what the rules decide', async () => {
  const rules = await read(
    `${listed(['a/**', '!b', '*.{ts,js}'])}other:\n  - all:\n      - changed-files:\n          - all-globs-to-all-files: ['**', '!a/x']\n      - head-branch: t\n`,
  )
  const paths = fc.uniqueArray(fc.constantFrom('a/x', 'a/y', 'b', 'c.ts', 'd/e.js', 'f'), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(paths, paths, async (known, changed) => {
      const ahead = { ...rules, labels: await matchAhead(rules.labels, known, noPause) }
      const change = {
        files: changed.map((path) => ({ path, status: 'added' as const })),
        baseBranch: 'main',
        headBranch: 'topic',
      }
      const said = (given: typeof rules) =>
        evaluateRules(given, change).map(({ outcome, causes }) => [outcome, causes])
      expect(said(ahead)).toEqual(said(rules))
    }),
  )
})

describe('a run that matches for long', () => {
  const paths = Array.from({ length: 300 }, (_, at) => `${at}/${'x'.repeat(200)}`)

  test('pauses often: the number of steps between two pauses is bounded', async () => {
    const rules = await read(listed(Array.from({ length: 40 }, (_, at) => `**/*a*${at}*b*`)))
    const [glob] =
      rules.labels[0]?.blocks[0]?.conditions.flatMap((each) =>
        each.on === 'changed-files' ? each.globs : [],
      ) ?? []
    let pauses = 0
    await matchAhead(rules.labels, paths, async () => {
      pauses += 1
    })
    const steps = 40 * paths.length * 200 * (glob?.cost ?? 0)
    expect(pauses).toBeGreaterThanOrEqual(Math.floor(steps / 1_300_000))
  })

  test('stops when the pause throws', async () => {
    const rules = await read(listed(Array.from({ length: 40 }, (_, at) => `**/*a*${at}*b*`)))
    const stopped = new Error('stopped')
    await expect(matchAhead(rules.labels, paths, () => Promise.reject(stopped))).rejects.toBe(stopped)
  })
})

describe('the total cost of the patterns of a file is bounded when it is read, and the message names the line', () => {
  test.each([
    [
      'a thousand starred alternatives',
      listed(['ok/**', '*{1..1000}*']),
      /^l\.yml:3:41: .*steps for each character/,
    ],
    [
      'many patterns of many alternatives',
      `area:\n  - changed-files:\n      - any-glob-to-any-file:\n${Array.from({ length: 40 }, (_, at) => `          - 'x${at}/*{1..600}*'\n`).join('')}`,
      /^l\.yml:\d+:13: .*up to here, the patterns of this file take \d+ steps/m,
    ],
    [
      'many branch patterns with counts',
      `area:\n  - head-branch:\n${Array.from({ length: 40 }, (_, at) => `      - 'x${at}.{900}'\n`).join('')}`,
      /^l\.yml:\d+:9: up to here, the patterns of this file take \d+ steps/m,
    ],
  ])('%s', async (_, text, message) => {
    await expect(read(text)).rejects.toMatchObject({
      reason: 'config-invalid',
      message: expect.stringMatching(message),
    })
  })

  test('a file of plain globs is accepted, however long it is', async () => {
    const rules = await read(listed(Array.from({ length: 3_000 }, (_, at) => `src/**/*a${at}*`)))
    expect(rules.labels).toHaveLength(1)
  })

  test('after twenty mistakes the rest of the file is not compiled', async () => {
    const error = await read(listed(Array.from({ length: 5_000 }, (_, at) => `${at}{1..9999}`))).catch(
      (thrown) => thrown,
    )
    expect(error.problems.length).toBeLessThanOrEqual(21)
  })
})
