import { expect, test } from 'vitest'
import { ended, setScene } from './scene.ts'

const { openRepository } = setScene()

const hostileFiles = [
  'src/a\n::error::forged\n',
  'src/##[error]forged',
  'src/%0A::set-output name=x::y',
  'src/`<img src=x onerror=alert(1)>`|@everyone',
  'src/\u202egnp.exe',
  'src/a,b',
]
const hostileLabels = ['::error::forged', '##[error]forged', 'a, b', '<b>|`x`', '@everyone', "it's 100%"]

const rules = (labels: readonly string[]) =>
  labels
    .map((label) => `${JSON.stringify(label)}:\n  - changed-files:\n      - any-glob-to-any-file: 'src/**'\n`)
    .join('')

test('hostile names of files and labels inject no command into the log and no markup into the summary', async () => {
  const { open, label } = await openRepository(rules(hostileLabels), { labels: hostileLabels })
  const pull = await open(Object.fromEntries(hostileFiles.map((path) => [path, path])), {
    title: '::error::forged\n##[error]forged <script>',
  })
  const run = await label(pull)
  expect([ended(run), pull.labels()]).toEqual([[0, 'labels-changed'], hostileLabels])
  expect(run.annotations).toEqual([])
  expect(run.stdout).not.toMatch(/^\s*::(?!debug|add-mask)/m)
  expect(run.stdout).not.toContain('##[')
  expect(run.stdout).not.toContain('\u202e')
  for (const markup of ['<img', '<script', '<b>', '@everyone', '\u202e'])
    expect(run.summary).not.toContain(markup)
  expect(Object.keys(run.outputs).sort()).toEqual(
    ['all-labels', 'decision', 'new-labels', 'reason', 'removed-labels', 'scope-size', 'verdict'].sort(),
  )
})

test('the output decision contains exact names, also those that a comma-separated output cannot contain', async () => {
  const { open, label } = await openRepository(rules(['a, b']), { labels: ['a, b'] })
  const pull = await open({ 'src/a\n::error::forged\n': 'x', 'src/a,b': 'y' })
  const run = await label(pull)
  expect(run.outputs['new-labels']).toBe('a, b')
  expect(JSON.parse(run.outputs.decision ?? '')).toEqual([
    {
      'pull-request': 1,
      head: await pull.headSha(),
      files: 2,
      labels: [
        {
          label: 'a, b',
          decision: 'add',
          rule: '.github/labeler.yml:1:1',
          outcome: 'matched',
          causes: [
            { path: 'src/a\n::error::forged\n', globs: ['src/**'], at: '.github/labeler.yml:3:31' },
            { path: 'src/a,b', globs: ['src/**'], at: '.github/labeler.yml:3:31' },
          ],
          'cause-count': 2,
        },
      ],
    },
  ])
})

test('a branch with a hostile name is shown as text', async () => {
  const { open, label } = await openRepository('any:\n  - head-branch: forged\n', { labels: ['any'] })
  const run = await label(await open({ a: 'a' }, { head: 'forged/$(id)/`id`/<img>/@everyone' }))
  expect([ended(run), run.annotations]).toEqual([[0, 'labels-changed'], []])
  for (const markup of ['<img', '@everyone']) expect(run.summary).not.toContain(markup)
})

test('a name of 255 characters is matched quickly with a glob that would take other engines hours', async () => {
  const { open, label } = await openRepository(
    "slow:\n  - changed-files:\n      - any-glob-to-any-file: '**/*a*a*a*a*a*a*a*a*b'\n",
    { labels: ['slow'] },
  )
  const pull = await open({ ['a'.repeat(255)]: 'a' })
  const run = await label(pull)
  expect([ended(run), pull.labels()]).toEqual([[0, 'labels-current'], []])
})

test('the token is in no log, output or summary, even if a request fails', async () => {
  const { open, label } = await openRepository(rules(['x']), { labels: ['x'] })
  const token = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz'
  const run = await label(await open({ 'src/a': 'a' }), { token })
  expect(ended(run)).toEqual([1, 'permission-missing'])
  const printed = [
    run.stdout.replaceAll(`::add-mask::${token}`, ''),
    run.stderr,
    run.summary,
    JSON.stringify(run.outputs),
  ]
  expect(printed.join('')).not.toContain(token)
  expect(run.masks).toContain(token)
})
