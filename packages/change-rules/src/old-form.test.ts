import { UsageError } from '@suite/errors'
import { compileGlob } from '@suite/matchers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluateRules } from './evaluate-rules.ts'
import { readChangeRules } from './read-change-rules.ts'

type Item = string | { any?: string[]; all?: string[] }

async function adviceFor(text: string): Promise<string> {
  const error = await readChangeRules({ path: 'l.yml', text }, { dot: true }).catch((thrown) => thrown)
  if (!(error instanceof UsageError)) throw new Error('was read')
  return error.message
}

/**
 * Returns what actions/labeler 4 did: one item must hold; `any`: all globs match one file; `all`: all globs match
 * each file.
 */
function meantBefore(label: string | Item[], files: readonly string[]): boolean {
  const allMatch = (globs: readonly string[], file: string) =>
    globs.every((glob) => compileGlob(glob).matches(file))
  return [label].flat().some((item) => {
    const { any, all } = typeof item === 'string' ? { any: [item] } : item
    return (
      (any === undefined || files.some((file) => allMatch(any, file))) &&
      (all === undefined || files.every((file) => allMatch(all, file)))
    )
  })
}

const glob = fc.constantFrom('a/**', '!a/**', '**/*.cs', '!**/*.cs', 'b/*', "it's", 'a\\[1\\]')
const globs = fc.array(glob, { minLength: 1, maxLength: 3 })
const item: fc.Arbitrary<Item> = fc.oneof(
  glob,
  fc.record({ any: globs }),
  fc.record({ all: globs }),
  fc.record({ any: globs, all: globs }),
)
const label = fc.oneof(glob, fc.array(item, { minLength: 1, maxLength: 3 }))
const files = fc.uniqueArray(fc.constantFrom('a/x', 'a/x.cs', 'b/y', 'b/y.cs', "it's", 'a[1]', 'c'), {
  minLength: 1,
  maxLength: 4,
})

test('the suggested replacement for an actions/labeler 4 rule means the same for every change', async () => {
  let advised = 0
  await fc.assert(
    fc.asyncProperty(label, fc.array(files, { minLength: 8, maxLength: 8 }), async (old, changes) => {
      const message = await adviceFor(JSON.stringify({ 'area: x': old }))
      const advice = message.split('with the same meaning it is now\n')[1]
      if (advice === undefined) return
      advised += 1
      const rules = await readChangeRules({ path: 'l.yml', text: advice }, { dot: true })
      for (const change of changes) {
        const [match] = evaluateRules(rules, {
          files: change.map((path) => ({ path, status: 'modified' })),
          baseBranch: 'main',
          headBranch: 'x',
        })
        expect([advice, change, match?.rule.name, match?.outcome === 'matched']).toEqual([
          advice,
          change,
          'area: x',
          meantBefore(old, change),
        ])
      }
    }),
    { numRuns: 300 },
  )
  expect(advised).toBeGreaterThan(200)
})

test('the suggested replacement keeps that all globs of an old any match one file', async () => {
  expect(await adviceFor('cs:\n  - any: ["!**/*.cs"]\n')).toContain("- all-globs-to-any-file: ['!**/*.cs']")
})

test('each label in the old form is reported once, at its first item, along with other mistakes', async () => {
  const message = await adviceFor('a:\n  - x\n  - any: [y, z]\n  - w\nb: docs\nc:\n  - chnaged-files: []\n')
  expect([...message.matchAll(/l\.yml:(\d+:\d+)/g)].map(([, place]) => place)).toEqual(['2:5', '5:4', '7:5'])
})

test('a label that mixes both forms gets no suggestion that would change its meaning', async () => {
  const mixed = 'a:\n  - x\n  - changed-files: [{ any-glob-to-any-file: y }]\n'
  expect(await adviceFor(mixed)).toContain('write its globs below changed-files')
})
