import type { ChangedFile } from '@suite/changes'
import { UsageError } from '@suite/errors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deriveDuties, selectDutyRules } from './duty.ts'
import { readChangeRules } from './read-change-rules.ts'

function rulesOf(text: string) {
  return readChangeRules({ path: 'labeler.yml', text }, { dot: true })
}

function modified(...paths: string[]): ChangedFile[] {
  return paths.map((path) => ({ path, status: 'modified' }))
}

const PLAYBOOK = `
max-files-changed: 1
changed-files-labels-limit: 0
change:routes:
  - changed-files: [{ any-glob-to-any-file: api/wrangler.toml }]
Change:CORS:
  - changed-files: [{ any-glob-to-any-file: 'api/src{,/**}' }]
docs:
  - changed-files: [{ any-glob-to-all-files: '**/*.md' }]
`

describe('a duty', () => {
  it('is derived from paths, with every path that causes it, regardless of limits', async () => {
    const rules = selectDutyRules(await rulesOf(PLAYBOOK), ['CHANGE:routes', 'change:cors'])
    const duties = deriveDuties(
      rules,
      modified('api/src/b.ts', 'api/src/a.ts', 'api/wrangler.toml', 'README.md'),
    )
    expect(duties.map(({ label, causes }) => [label, causes.map(({ path }) => path)])).toEqual([
      ['change:routes', ['api/wrangler.toml']],
      ['Change:CORS', ['api/src/a.ts', 'api/src/b.ts']],
    ])
  })

  it('stays when a file is moved away or its folder becomes a submodule', async () => {
    const rules = selectDutyRules(await rulesOf(PLAYBOOK), ['change:routes', 'change:cors'])
    const moved: ChangedFile = { path: 'x.toml', previousPath: 'api/wrangler.toml', status: 'renamed' }
    const duties = deriveDuties(rules, [moved, ...modified('api/src')])
    expect(duties.map(({ label }) => label)).toEqual(['change:routes', 'Change:CORS'])
  })

  it('is not derived from the rules of other labels', async () => {
    const rules = selectDutyRules(await rulesOf(PLAYBOOK), ['change:routes'])
    expect(deriveDuties(rules, modified('api/src/a.ts', 'README.md'))).toEqual([])
  })

  it('that no rule covers is reported, so that a misspelt label is noticed', async () => {
    const rules = await rulesOf(`${PLAYBOOK}by-hand: []\n`)
    expect(selectDutyRules(rules, ['change:corse', 'by-hand', 'change:routes']).withoutRules).toEqual([
      { label: 'change:corse', meant: 'Change:CORS' },
      { label: 'by-hand', meant: undefined },
    ])
  })

  it.each<[string, string, boolean]>([
    ['a glob', "any-glob-to-any-file: 'api/**'", true],
    ['one glob of several', "any-glob-to-any-file: ['#api', 'api/**']", true],
    ['everything but a folder', "any-glob-to-any-file: '!docs/**'", true],
    ['a glob less another', "all-globs-to-any-file: ['api/**', '!api/docs/**']", true],
    ['a comment', "any-glob-to-any-file: '#api'", false],
    ['an exclusion of everything', "any-glob-to-any-file: '!**'", false],
    ['the same, less a path', "all-globs-to-any-file: ['api/**', '!**/*']", false],
    ['a glob less itself', "all-globs-to-any-file: ['api/**', '!api/**']", false],
  ])('from %s is possible: %s, %s', async (_, condition, arises) => {
    const rules = await rulesOf(`docs: []\nl:\n  - changed-files: [{ ${condition} }]\n`)
    const { rules: selected, withoutRules } = selectDutyRules(rules, ['l'])
    expect([selected.length, withoutRules.length]).toEqual(arises ? [1, 0] : [0, 1])
  })

  it('from a label with several blocks is possible only if every block is', async () => {
    const of = (needs: string) =>
      rulesOf(
        `l: [{ ${needs}: [{ changed-files: [{ any-glob-to-any-file: a }] }, { changed-files: [{ any-glob-to-any-file: '#b' }] }] }]\n`,
      )
    expect(selectDutyRules(await of('any'), ['l']).rules).toHaveLength(1)
    expect(selectDutyRules(await of('all'), ['l']).rules).toHaveLength(0)
  })
})

describe('a rule that the author of a change can avoid is refused with its line', () => {
  it.each([
    [
      '  - changed-files: [{ any-glob-to-all-files: x }]',
      '2:23: any-glob-to-all-files cannot decide on the duty "duty"',
    ],
    ['  - changed-files: [{ all-globs-to-all-files: x }]', '2:23: all-globs-to-all-files cannot decide'],
    [
      '  - head-branch: x',
      '2:5: head-branch cannot decide on the duty "duty": the author chooses the branch',
    ],
    ['  - base-branch: x', '2:5: base-branch cannot decide'],
    [
      '  - changed-files: [{ any-glob-to-any-file: x }]\n  - any:\n    - head-branch: x',
      '4:7: head-branch cannot decide',
    ],
    [
      '  - all:\n    - changed-files: [{ any-glob-to-any-file: x }]\n    - base-branch: x',
      '4:7: base-branch cannot decide',
    ],
  ])('%j', async (rules, message) => {
    const read = await rulesOf(`duty:\n${rules}\n`)
    expect(() => selectDutyRules(read, ['DUTY'])).toThrow(
      expect.objectContaining({ name: 'UsageError', reason: 'duty-avoidable' }),
    )
    expect(() => selectDutyRules(read, ['DUTY'])).toThrow(`labeler.yml:${message}`)
    expect(selectDutyRules(read, ['another']).rules).toEqual([])
  })

  it('all of them are in one message', async () => {
    const rules = await rulesOf('a: [{ head-branch: x }]\nb: [{ base-branch: [x, y] }]\n')
    try {
      selectDutyRules(rules, ['a', 'b'])
      expect.unreachable()
    } catch (error) {
      expect((error as UsageError).problems.map(({ at }) => at?.line)).toEqual([1, 2])
    }
  })
})

describe('with any other file in the change', () => {
  const path = fc.constantFrom(
    'api/a.ts',
    'api/docs/a.md',
    'api/b.test.ts',
    'docs/a.md',
    '.env',
    'x',
    'OPS.md',
  )
  const file: fc.Arbitrary<ChangedFile> = fc.oneof(
    fc.record({ path, status: fc.constantFrom('added', 'modified', 'removed') }),
    fc.record({ path, previousPath: path, status: fc.constantFrom('renamed', 'copied') }),
  )
  const glob = fc.constantFrom(
    'api/**',
    '!api/docs/**',
    '**/*.md',
    '!**/*.test.ts',
    '*',
    '!docs/**',
    '{x,.env}',
    'api/?.ts',
  )
  const globs = fc.array(glob, { minLength: 1, maxLength: 3 })
  const quantifier = fc.constantFrom('any-glob-to-any-file', 'all-globs-to-any-file')
  const avoidable = fc.constantFrom('any-glob-to-all-files', 'all-globs-to-all-files')
  const entryOf = (name: fc.Arbitrary<string>) =>
    fc.tuple(name, globs).map(([key, list]) => ({ 'changed-files': [{ [key]: list }] }))
  const branch = fc.constantFrom({ 'head-branch': 'x' }, { 'base-branch': ['x'] })
  const anyEntry = fc.oneof(
    { weight: 20, arbitrary: entryOf(quantifier) },
    { weight: 1, arbitrary: entryOf(avoidable) },
    { weight: 1, arbitrary: branch },
  )
  const entries = fc.array(anyEntry, { minLength: 1, maxLength: 3 })
  const block = fc.oneof(
    entries.map((any): object => ({ any })),
    entries.map((all): object => ({ all })),
    anyEntry,
  )
  const duty = fc.array(block, { minLength: 1, maxLength: 3 })
  const options = fc.record(
    { 'max-files-changed': fc.nat(3), 'changed-files-labels-limit': fc.nat(2) },
    { requiredKeys: [] },
  )

  it('a change cannot lose a duty by touching more files', async () => {
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(
        duty,
        duty,
        options,
        fc.array(file),
        fc.array(file),
        async (a, b, limits, files, more) => {
          const rules = await rulesOf(JSON.stringify({ ...limits, a, b }))
          const selected = select(rules)
          if (!selected) return
          accepted += 1
          const before = deriveDuties(selected, files).map(({ label }) => label)
          const after = deriveDuties(selected, [...files, ...more]).map(({ label }) => label)
          expect(after).toEqual(expect.arrayContaining(before))
        },
      ),
      { numRuns: 400 },
    )
    expect(accepted).toBeGreaterThan(50)
  })

  function select(rules: Parameters<typeof selectDutyRules>[0]) {
    try {
      return selectDutyRules(rules, ['a', 'b'])
    } catch (error) {
      if (error instanceof UsageError) return undefined
      throw error
    }
  }
})
