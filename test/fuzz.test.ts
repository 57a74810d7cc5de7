import { relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fuzz, readKept } from '../packages/testkit/src/fuzz/index.ts'
import { root } from '../scripts/actions.ts'
import { readOptions } from '../scripts/fuzz/options.ts'
import { findTargets, loadTarget } from '../scripts/fuzz/targets.ts'

/** Enough to show that a target works. `npm run fuzz` looks for faults. */
const inputs = 40

test('every kind of text that others write has a target', () => {
  expect(findTargets().map(({ name }) => name)).toEqual([
    'binary',
    'configuration',
    'configuration-answer',
    'deno-json',
    'difference',
    'event-file',
    'event-payload',
    'evidence',
    'gitattributes',
    'glob',
    'http-answer',
    'image-document',
    'image-reference',
    'lock-file',
    'manifest',
    'output-file',
    'policy',
    'probe-file',
    'regular-expression',
    'rule-file',
    'sums',
    'tracefile',
  ])
})

describe.each(findTargets())('$name', (place) => {
  test('the parser reads the whole corpus, so that damage to it is what is tried', async () => {
    const { corpus, read } = await loadTarget(place)
    for (const input of corpus) expect(await read(input), Buffer.from(input).toString('latin1')).toBeDefined()
  })

  test('what was once read wrongly is not again, and a few damaged inputs are not', async () => {
    let left = inputs
    const result = await fuzz(await loadTarget(place), {
      seed: 1,
      kept: await readKept(place.keptIn),
      goesOn: () => left-- > 0,
      time: () => process.threadCpuUsage().user / 1_000,
      memory: () => process.memoryUsage().heapUsed,
    })
    const { finding } = result
    const shown = finding && { ...finding, file: finding.file && relative(root, finding.file) }
    expect(shown).toBeUndefined()
  })
})

test('a mistyped option is named, and the same seed can be given again', () => {
  expect(readOptions(['glob', '--seconds', '600', '--seed', '5'], 1)).toEqual({
    names: ['glob'],
    seconds: 600,
    seed: 5,
    keep: false,
  })
  expect(readOptions([], 7)).toEqual({ names: [], seconds: 60, seed: 7, keep: false })
  expect(readOptions(['--keep'], 7)).toMatchObject({ keep: true })
  expect(() => readOptions(['--seconds', '1e9'], 1)).toThrow('--seconds must be a whole number')
  expect(() => readOptions(['--second', '1'], 1)).toThrow('--second')
})
