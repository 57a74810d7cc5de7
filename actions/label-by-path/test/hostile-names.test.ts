import { findInjections, hostilePaths, hostileTextPaths, hostileTexts } from '@suite/testkit/core'
import { expect, test } from 'vitest'
import { ended, setScene } from './scene.ts'

const { openRepository } = setScene()

/** GitHub shows paths in JSON, which holds whole characters alone. */
const files = hostileTextPaths.map((path) => `src/${path}`)
/** A label has at most 50 characters, none of them a space at its end, and no second name in another form. */
const isLabel = (name: string) => name.length <= 50 && name.trim() === name && name !== 'e\u0301'
const labels = [...hostileTexts.filter(isLabel), 'a, b']
/** As a runner reads an output: a line ends with a line feed. */
const listed = labels.join(',').replaceAll('\r\n', '\n')
/** A key of more than 1,024 characters, or of several lines, begins with a question mark in YAML. */
const key = (label: string) => `? ${JSON.stringify(label)}\n: `

const rules = (names: readonly string[], glob: string) =>
  names
    .map(
      (label) => `${key(label)}\n  - changed-files:\n      - any-glob-to-any-file: ${JSON.stringify(glob)}\n`,
    )
    .join('')

test('names of files, labels, rules and titles do nothing in the log and the summary, and the outputs have them exactly', async () => {
  const { open, label } = await openRepository(rules(labels, 'src/**'), { labels })
  const changed = Object.fromEntries(files.map((path) => [path, path]))
  const pull = await open(changed, { title: hostileTexts.join(' ') })
  const run = await label(pull, { inputs: { timeout: '200s' } })
  expect([ended(run), new Set(pull.labels())], run.messages).toEqual([[0, 'labels-changed'], new Set(labels)])
  expect(findInjections(run)).toEqual([])
  expect(run.outputs).toMatchObject({ 'scope-size': String(files.length), 'removed-labels': '' })
  expect(run.outputs['new-labels']?.length).toBe(listed.length)
  expect(run.outputs['all-labels']?.length).toBe(listed.length)
  const decisions =
    run.json<readonly { labels: readonly { label: string; causes: { path: string }[] }[] }[]>('decision')
  expect(decisions.flatMap((each) => each.labels.map((decided) => decided.label)).toSorted()).toEqual(
    labels.toSorted(),
  )
  for (const { causes } of decisions[0]?.labels ?? [])
    for (const { path } of causes) expect(files).toContain(path)
})

test('labels that are removed, and rules that match nothing, do nothing either', async () => {
  const { open, label } = await openRepository(rules(labels, 'none/**'), { labels })
  const pull = await open({ 'src/a': 'a' })
  pull.addLabels(labels, 'ada')
  const run = await label(pull, { inputs: { 'sync-labels': 'true' } })
  expect([ended(run), pull.labels()], run.messages).toEqual([[0, 'labels-changed'], []])
  expect(findInjections(run)).toEqual([])
  expect(run.outputs['removed-labels']?.length).toBe(listed.length)
})

test('globs and labels that a message quotes do nothing in it', async () => {
  const { open, label } = await openRepository(rules(hostileTexts, `src/{${hostilePaths[0]}`), { labels: [] })
  const run = await label(await open({ 'src/a': 'a' }))
  expect(run.exitCode).toBe(1)
  expect(findInjections(run)).toEqual([])
})

test('the output decision contains exact names, also those that a comma-separated output cannot contain', async () => {
  const { open, label } = await openRepository(rules(['a, b'], 'src/**'), { labels: ['a, b'] })
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
          rule: '.github/labeler.yml:1:3',
          outcome: 'matched',
          causes: [
            { path: 'src/a\n::error::forged\n', globs: ['src/**'], at: '.github/labeler.yml:4:31' },
            { path: 'src/a,b', globs: ['src/**'], at: '.github/labeler.yml:4:31' },
          ],
          'cause-count': 2,
        },
      ],
    },
  ])
})

test('a branch with a hostile name is shown as text', async () => {
  const { open, label } = await openRepository('any:\n  - head-branch: pwned\n', { labels: ['any'] })
  const head = 'pwned/$(id)/`id`/<img>/](https;evil)/@team/##{error}/\u202efdp.exe/%0A;;error;;pwned'
  const run = await label(await open({ a: 'a' }, { head }))
  expect([ended(run), run.annotations], run.messages).toEqual([[0, 'labels-changed'], []])
  expect(findInjections(run)).toEqual([])
  expect(JSON.stringify(run.json('decision'))).toContain(JSON.stringify(head))
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
  const { open, label } = await openRepository(rules(['x'], 'src/**'), { labels: ['x'] })
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
