import type { ChangedFile } from '@suite/changes'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Change, evaluateRules } from './evaluate-rules.ts'
import { readChangeRules } from './read-change-rules.ts'

function rulesOf(text: string) {
  return readChangeRules({ path: 'labeler.yml', text }, { dot: true })
}

function touching(...paths: string[]): Change {
  const files = paths.map((path): ChangedFile => ({ path, status: 'modified' }))
  return { files, baseBranch: 'main', headBranch: 'feature/login' }
}

async function outcome(rules: string, change: Change) {
  const [match] = evaluateRules(await rulesOf(`label:\n${rules}`), change)
  return match?.outcome
}

describe('the quantifiers mean what they mean in actions/labeler', () => {
  const quantifiers = [
    'any-glob-to-any-file',
    'any-glob-to-all-files',
    'all-globs-to-any-file',
    'all-globs-to-all-files',
  ]

  it.each([
    // globs, paths, and whether each quantifier holds, in the order above
    [['*.md'], ['a.md'], 'yyyy'],
    [['*.md'], ['a.md', 'b.ts'], 'ynyn'],
    [['*.md', '*.ts'], ['a.md', 'b.ts'], 'ynnn'],
    [['*.md', 'a.*'], ['a.md', 'b.ts'], 'ynyn'],
    [['*.md', 'a.*'], ['a.md'], 'yyyy'],
    [['*.md', '*.ts'], ['a.md', 'b.md'], 'yynn'],
    [['src/**', '!src/docs/**'], ['src/docs/x'], 'yynn'],
    [['src/**', '!src/docs/**'], ['src/docs/x', 'src/y'], 'yyyn'],
    [['src/**', '!src/docs/**'], ['src/y'], 'yyyy'],
    [['!docs/**'], ['docs/x', 'y'], 'ynyn'],
    [['!docs/**'], ['docs/x'], 'nnnn'],
    [['*.md'], [], 'nnnn'],
  ])('%j against %j: %s', async (globs, paths, expected) => {
    for (const needs of ['any', 'all']) {
      const outcomes = await Promise.all(
        quantifiers.map((name) =>
          outcome(
            `  - ${needs}: [{ changed-files: [{ ${name}: ${JSON.stringify(globs)} }] }]`,
            touching(...paths),
          ),
        ),
      )
      expect(outcomes.map((one) => (one === 'matched' ? 'y' : 'n')).join('')).toBe(expected)
    }
  })
})

describe('blocks mean what they mean in actions/labeler', () => {
  const md = '{ changed-files: [{ any-glob-to-any-file: "*.md" }] }'
  const ts = '{ changed-files: [{ any-glob-to-any-file: "*.ts" }] }'
  const feature = '{ head-branch: "^feature/" }'
  const other = '{ head-branch: "^other/" }'

  it.each([
    ['any: one of its conditions', `  - any: [${md}, ${other}]`, 'matched'],
    ['all: each of its conditions', `  - all: [${md}, ${other}]`, 'unmatched'],
    ['all: each of its conditions', `  - all: [${md}, ${feature}]`, 'matched'],
    ['two blocks: both', `  - any: [${md}]\n  - any: [${ts}]`, 'unmatched'],
    ['loose conditions: one of them', `  - ${ts}\n  - ${feature}`, 'matched'],
    [
      'keys of one object in any: one of them',
      '  - { changed-files: [{ any-glob-to-any-file: "*.ts" }], head-branch: "^feature/" }',
      'matched',
    ],
    [
      'keys of one object in all: each',
      '  - all: [{ changed-files: [{ any-glob-to-any-file: "*.ts" }], head-branch: "^feature/" }]',
      'unmatched',
    ],
    [
      'entries of changed-files in any: one',
      '  - changed-files: [{ any-glob-to-any-file: "*.ts" }, { any-glob-to-any-file: "*.md" }]',
      'matched',
    ],
    [
      'entries of changed-files in all: each',
      '  - all: [{ changed-files: [{ any-glob-to-any-file: "*.ts" }, { any-glob-to-any-file: "*.md" }] }]',
      'unmatched',
    ],
    [
      'quantifiers of one entry in any: one',
      '  - changed-files: [{ any-glob-to-any-file: "*.ts", all-globs-to-all-files: "*.md" }]',
      'matched',
    ],
    [
      'quantifiers of one entry in all: each',
      '  - all: [{ changed-files: [{ any-glob-to-any-file: "*.ts", all-globs-to-all-files: "*.md" }] }]',
      'unmatched',
    ],
    ['branch patterns in any: one', '  - head-branch: ["^other/", "login$"]', 'matched'],
    ['branch patterns in all: each', '  - all: [{ head-branch: ["^other/", "login$"] }]', 'unmatched'],
    ['a branch pattern is found anywhere', '  - head-branch: "/log"', 'matched'],
    ['the base branch is not the head branch', '  - base-branch: "^feature/"', 'unmatched'],
    ['the base branch', '  - base-branch: "^main$"', 'matched'],
  ])('%s', async (_, rules, expected) => {
    expect(await outcome(rules, touching('a.md'))).toBe(expected)
  })
})

describe('a renamed file', () => {
  const away: Change = {
    ...touching(),
    files: [{ path: 'docs/a', previousPath: 'api/a', status: 'renamed' }],
  }

  it('still matches the rule for its old path', async () => {
    expect(await outcome("  - changed-files: [{ any-glob-to-any-file: 'api/**' }]", away)).toBe('matched')
  })

  it('counts in both of its folders', async () => {
    expect(await outcome("  - changed-files: [{ all-globs-to-all-files: 'docs/**' }]", away)).toBe(
      'unmatched',
    )
  })

  it('is not confused with a copy, whose source does not change', async () => {
    const copy: Change = { ...away, files: [{ path: 'docs/a', previousPath: 'api/a', status: 'copied' }] }
    expect(await outcome("  - changed-files: [{ any-glob-to-any-file: 'api/**' }]", copy)).toBe('unmatched')
  })
})

describe('limits', () => {
  const text = `
max-files-changed: 2
changed-files-labels-limit: 1
a: [{ changed-files: [{ any-glob-to-any-file: 'a/**' }] }]
b: [{ changed-files: [{ any-glob-to-any-file: 'b/**' }] }]
mixed: [{ any: [{ head-branch: '^feature/' }, { changed-files: [{ any-glob-to-any-file: 'none' }] }] }]
branch: [{ head-branch: '^feature/' }]
`
  async function outcomes(change: Change, present: readonly string[] = []) {
    return Object.fromEntries(
      evaluateRules(await rulesOf(text), change, { present }).map(({ rule, outcome }) => [
        rule.name,
        outcome,
      ]),
    )
  }

  it('too many files leave the labels with a condition on files alone, and no others', async () => {
    expect(await outcomes(touching('a/1', 'a/2', 'c'))).toEqual({
      a: 'max-files-changed',
      b: 'max-files-changed',
      mixed: 'max-files-changed',
      branch: 'matched',
    })
  })

  it('a renamed file counts once', async () => {
    const renamed = { path: 'c/1', previousPath: 'c/2', status: 'renamed' } as const
    const change = { ...touching(), files: [renamed, { path: 'c/3', status: 'added' } as const] }
    expect(await outcomes(change)).toMatchObject({ a: 'unmatched' })
  })

  it('too many new labels are not added, and existing ones stay', async () => {
    expect(await outcomes(touching('a/1', 'b/1'), ['A'])).toEqual({
      a: 'matched',
      b: 'changed-files-labels-limit',
      mixed: 'changed-files-labels-limit',
      branch: 'matched',
    })
    expect(await outcomes(touching('a/1'), ['Mixed'])).toMatchObject({
      a: 'matched',
      b: 'unmatched',
      mixed: 'matched',
    })
  })
})

it('a label without rules is left alone, even when labels are synchronised', async () => {
  const [match] = evaluateRules(await rulesOf('label:\n  color: d93f0b\n'), touching('a'))
  expect(match?.outcome).toBe('no-rules')
})

it('a file that begins with a dot is matched only with dot: true', async () => {
  const text = 'label: [{ changed-files: [{ any-glob-to-any-file: "*" }] }]'
  const outcomes = [true, false].map(async (dot) => {
    const [match] = evaluateRules(await readChangeRules({ path: 'l.yml', text }, { dot }), touching('.env'))
    return match?.outcome
  })
  expect(await Promise.all(outcomes)).toEqual(['matched', 'unmatched'])
})

describe('the explanation', () => {
  it('names each path with the glob, its line, and the branch', async () => {
    const rules = await rulesOf(`
label:
  - changed-files:
      - any-glob-to-any-file: ['none', 'api/**']
      - all-globs-to-any-file: ['**/*.ts', '!**/*.test.ts']
  - head-branch: '^feature/'
`)
    const [match] = evaluateRules(rules, touching('api/b.ts', 'api/a.md'))
    const file = 'labeler.yml'
    expect(match?.causes).toEqual([
      { on: 'changed-files', path: 'api/a.md', globs: ['api/**'], at: { file, line: 4, column: 40 } },
      { on: 'changed-files', path: 'api/b.ts', globs: ['api/**'], at: { file, line: 4, column: 40 } },
      {
        on: 'changed-files',
        path: 'api/b.ts',
        globs: ['**/*.ts', '!**/*.test.ts'],
        at: { file, line: 5, column: 9 },
      },
      { on: 'head-branch', branch: 'feature/login', pattern: '^feature/', at: { file, line: 6, column: 18 } },
    ])
  })

  it('stays short for a large change, and gives the total', async () => {
    const rules = await rulesOf('label: [{ changed-files: [{ any-glob-to-any-file: "**" }] }]')
    const [match] = evaluateRules(rules, touching(...Array.from({ length: 3_000 }, (_, n) => `f${n}`)))
    expect(match?.causes).toHaveLength(10)
    expect(match?.causeCount).toBe(3_000)
  })
})

describe('for any files', () => {
  const name = fc.constantFrom('api/a', 'api/b', 'docs/a', 'README.md', 'src/x.ts')
  const file: fc.Arbitrary<ChangedFile> = fc.oneof(
    fc.record({ path: name, status: fc.constantFrom('added', 'modified', 'removed') }),
    fc.record({ path: name, previousPath: name, status: fc.constant('renamed') }),
  )
  const files = fc.array(file, { maxLength: 6 })
  const text = `
some: [{ changed-files: [{ any-glob-to-any-file: ['api/**', '*.md'] }] }]
only: [{ changed-files: [{ any-glob-to-all-files: ['api/**', 'docs/**'] }] }]
both: [{ all: [{ changed-files: [{ any-glob-to-any-file: 'api/**' }, { all-globs-to-any-file: ['**', '!api/**'] }] }] }]
none: [{ changed-files: [{ all-globs-to-all-files: ['!api/**', '!docs/**'] }] }]
`
  const evaluate = async (changed: readonly ChangedFile[]) =>
    evaluateRules(await rulesOf(text), { ...touching(), files: changed })

  it('the order of the files does not matter', async () => {
    const shuffled = files.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    )
    await fc.assert(
      fc.asyncProperty(shuffled, async ([list, other]) => {
        const [one, two] = await Promise.all([evaluate(list), evaluate(other)])
        expect(JSON.stringify(one)).toBe(JSON.stringify(two))
      }),
    )
  })

  it('a rename means the same as a removal and an addition', async () => {
    const split = (list: readonly ChangedFile[]) =>
      list.flatMap((one): ChangedFile[] =>
        one.previousPath === undefined
          ? [one]
          : [
              { path: one.previousPath, status: 'removed' },
              { path: one.path, status: 'added' },
            ],
      )
    await fc.assert(
      fc.asyncProperty(files, async (list) => {
        const [one, two] = await Promise.all([evaluate(list), evaluate(split(list))])
        expect(one.map(({ outcome }) => outcome)).toEqual(two.map(({ outcome }) => outcome))
      }),
    )
  })

  it('an all block is the conjunction of its conditions, an any block their disjunction', async () => {
    const conditions = [
      'changed-files: [{ any-glob-to-any-file: "api/**" }]',
      'changed-files: [{ all-globs-to-all-files: "!docs/**" }]',
      'head-branch: "^feature/"',
      'base-branch: "^dev"',
    ]
    await fc.assert(
      fc.asyncProperty(fc.subarray(conditions, { minLength: 1 }), files, async (chosen, list) => {
        const block = chosen.map((one) => `{ ${one} }`).join(', ')
        const alone = chosen.map((one, index) => `c${index}: [{ any: [{ ${one} }] }]`).join('\n')
        const rules = await rulesOf(`every: [{ all: [${block}] }]\nsome: [{ any: [${block}] }]\n${alone}\n`)
        const holds = evaluateRules(rules, { ...touching(), files: list }).map(
          ({ outcome }) => outcome === 'matched',
        )
        const [every, some, ...each] = holds
        expect([every, some]).toEqual([each.every(Boolean), each.some(Boolean)])
      }),
    )
  })
})
