import { describe, expect, test } from 'vitest'
import { ended, setScene } from './scene.ts'

const { openRepository } = setScene()

/** As many projects write it: the list is indented less than its key, and so is its closing bracket. */
const brackets = `INFRA:
  - changed-files:
    - any-glob-to-any-file: [
     '.github/**/*',
     'tools/**/*', # with a ]
     "it's.txt"
    ]

BUILD:
  - changed-files:
      - any-glob-to-any-file: [
      '**/pom.xml',
      'x'
      ]
DOCS:
- changed-files: [
{any-glob-to-any-file: [
'docs/**/*']}
]
404:
- head-branch: ['^feature', 'orders$']
`

test('a rule file whose lists in brackets are indented as js-yaml allows gives the same labels', async () => {
  const { open, label } = await openRepository(brackets, { labels: ['INFRA', 'BUILD', 'DOCS', '404'] })
  const pull = await open({ "it's.txt": 'x', 'a/pom.xml': 'x', 'docs/a/b.md': 'x' }, { head: 'feature/x' })
  const run = await label(pull)
  expect([ended(run), pull.labels(), run.annotations]).toEqual([
    [0, 'labels-changed'],
    ['404', 'INFRA', 'BUILD', 'DOCS'],
    [],
  ])
})

test('a mistake in such a list is shown at its line', async () => {
  const { open, label } = await openRepository(brackets.replace("'tools/**/*'", "'tools/../*'"))
  const run = await label(await open({ x: 'x' }))
  expect(ended(run)).toEqual([1, 'config-invalid'])
  expect(run.annotations[0]).toMatchObject({ file: '.github/labeler.yml', line: 5, column: 6 })
})

test.each(['./.github/labeler.yml', '.github//labeler.yml', '././.github/./labeler.yml'])(
  'configuration-path: %s names the file that it names for actions/labeler',
  async (path) => {
    const { open, label } = await openRepository('any:\n  - head-branch: .\n', { labels: ['any'] })
    const pull = await open({ x: 'x' })
    const run = await label(pull, { inputs: { 'configuration-path': path } })
    expect([ended(run), pull.labels()]).toEqual([[0, 'labels-changed'], ['any']])
  },
)

test.each(['../labeler.yml', '/etc/labeler.yml', '.github/', 'a/../b.yml'])(
  'configuration-path: %s is refused before any request',
  async (path) => {
    const { open, label } = await openRepository('any:\n  - head-branch: .\n')
    const run = await label(await open({ x: 'x' }), { inputs: { 'configuration-path': path } })
    expect([ended(run), run.log]).toEqual([[1, 'input-invalid'], []])
  },
)

const byGlob = (glob: string) =>
  `area:\n  - changed-files:\n      - any-glob-to-any-file: ['src/**', '${glob}']\n`

test.each([
  ['docs/', 'docs/**'],
  ['./docs/**', 'docs/**'],
  ['/docs/**', 'docs/**'],
  ['./docs/', 'docs/**'],
  ['docs/./a', 'docs/a'],
  ['#docs', '\\\\#docs'],
])(
  'the glob %s labels nothing and fails nothing, and a note at its line says what was meant',
  async (glob, meant) => {
    const { open, label } = await openRepository(byGlob(glob), { labels: ['area'] })
    const pull = await open({ 'docs/a': 'a' })
    const run = await label(pull)
    expect([ended(run), pull.labels()]).toEqual([[0, 'labels-current'], []])
    expect(run.annotations).toEqual([
      expect.objectContaining({ level: 'warning', file: '.github/labeler.yml', line: 3, column: 42 }),
    ])
    expect(run.annotations[0]?.message).toContain(`did you mean "${meant}"?`)
  },
)

test('a negated glob whose rest matches nothing matches every file, as in actions/labeler, with a warning', async () => {
  const { open, label } = await openRepository(byGlob('!docs/'), { labels: ['area'] })
  const pull = await open({ 'docs/a': 'a' })
  const run = await label(pull)
  expect([ended(run), pull.labels()]).toEqual([[0, 'labels-changed'], ['area']])
  expect(run.annotations[0]?.message).toContain('so the whole pattern matches every file')
})

describe('a pattern with another meaning than in actions/labeler is refused at its place', () => {
  test.each([
    ["area:\n  - head-branch: '^\\p{L}+$'\n", 2, /actions\/labeler takes \\p for the letter p/],
    ["area:\n  - base-branch: ['main', '[[:alpha:]]']\n", 2, /actions\/labeler takes \[: for/],
    ["area:\n  - head-branch: '\\x{41}'\n", 2, /write the character itself/],
    ['- area:\n    - head-branch: x\n', 1, /the file is a list, and must be a mapping/],
    ['area:\n', 1, /expected a list of rules/],
    [
      `area:\n  - any: ['!**/*.cs', 'src/**']\n`,
      2,
      /- all-globs-to-any-file: \['!\*\*\/\*\.cs', 'src\/\*\*'\]/,
    ],
    [
      `area:\n  - any: ['a']\n    all: ['b']\n`,
      2,
      /- all:\n +- changed-files:\n +- all-globs-to-any-file: \['a'\]\n +- all-globs-to-all-files: \['b'\]/,
    ],
  ])('%j', async (rules, line, words) => {
    const { open, label } = await openRepository(rules)
    const run = await label(await open({ x: 'x' }))
    expect(ended(run)).toEqual([1, 'config-invalid'])
    expect(run.annotations).toHaveLength(1)
    expect(run.annotations[0]).toMatchObject({ file: '.github/labeler.yml', line })
    expect(run.annotations[0]?.message).toMatch(words)
  })
})
