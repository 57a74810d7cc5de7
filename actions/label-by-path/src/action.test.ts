import { UsageError } from '@suite/errors'
import type { LabelEvent, RepositoryLabel } from '@suite/forge'
import { createWrites } from '@suite/runner'
import { describe, expect, test } from 'vitest'
import { factsOf } from '../test/facts.ts'
import { labelByPath } from './action.ts'
import type { Ports } from './ports.ts'

const rules = `
area:
  - changed-files:
      - any-glob-to-any-file: src/**
old:
  - changed-files:
      - any-glob-to-any-file: none
`

interface Forge {
  readonly rules?: string | undefined
  readonly labels?: readonly string[]
  readonly history?: readonly LabelEvent[]
  readonly repositoryLabels?: readonly RepositoryLabel[]
}

const putOn = (label: string): LabelEvent => ({ label, action: 'labeled', actor: 'ada', actorIsBot: false })

/** A forge in memory. Every pull request has these labels at first; `asked` lists the requests. */
function forgeOf({
  rules: text,
  labels = [],
  history = labels.map((name) => putOn(name)),
  repositoryLabels = [],
}: Forge) {
  const asked: string[] = []
  const present = new Map<number, readonly string[]>()
  const labelsOf = (number: number) => present.get(number) ?? labels
  const ask = <Result>(what: string, result: Result) => {
    asked.push(what)
    return Promise.resolve(result)
  }
  const write = (what: string, number: number, after: readonly string[]) => {
    present.set(number, after)
    return ask(what, after)
  }
  const file = (path: string) =>
    text === undefined ? undefined : { path, bytes: new TextEncoder().encode(text) }
  const ports: Ports = {
    changes: { read: (path, ref) => ask(`${path} at ${ref}`, file(path)) },
    repository: { defaultBranch: () => ask('default branch', 'trunk') },
    pullRequests: {
      read: (number) => ask(`#${number}`, { ...factsOf({ labels: labelsOf(number) }).pull, number }),
    },
    people: { actor: () => ask('actor', 'github-actions[bot]') },
    labels: {
      of: (number) => ask(`labels of #${number}`, labelsOf(number)),
      history: (number) => ask(`history of #${number}`, history),
      known: () => ask('labels', repositoryLabels),
      create: (label) => ask(`create ${label.name}`, label),
      add: (number, names) => write(`add ${names} to #${number}`, number, [...labelsOf(number), ...names]),
      remove: async (number, name) => {
        await write(
          `remove ${name} from #${number}`,
          number,
          labelsOf(number).filter((label) => label !== name),
        )
      },
    },
  }
  return { ports, asked }
}

function label(
  { ports }: ReturnType<typeof forgeOf>,
  { numbers = [7, 8, 7], sync = false, create = false, dryRun = false } = {},
  event = 'workflow_dispatch',
) {
  return labelByPath(
    {
      inputs: {
        token: 'x',
        'config-path': '.github/labeler.yml',
        'sync-labels': sync,
        dot: true,
        'pr-number': numbers,
        'create-labels': create,
        timeout: 90_000,
        'ca-file': undefined,
        'dry-run': dryRun,
      },
      event: { name: event, payload: { repository: { default_branch: 'main' } } },
      environment: {
        forge: 'github',
        apiUrl: 'https://api.github.com',
        serverUrl: 'https://github.com',
        repository: { owner: 'acme', name: 'shop' },
        sha: '',
        workspace: '.',
        variables: {},
      },
      writes: createWrites(dryRun, new AbortController().signal),
      pause: async () => {},
    },
    ports,
  )
}

test('every pull request is read, decided and labelled, each once', async () => {
  const forge = forgeOf({ rules, labels: ['old'] })
  const outcome = await label(forge, { sync: true })
  expect(outcome).toMatchObject({
    verdict: 'pass',
    reason: 'labels-changed',
    headline: '1 label added, 1 taken off, by 2 changed files',
    outputs: { 'new-labels': 'area', 'all-labels': 'area', 'removed-labels': 'old', 'scope-size': 2 },
  })
  expect(forge.asked.slice(-6)).toEqual([
    'add area to #7',
    'remove old from #7',
    'labels of #7',
    'add area to #8',
    'remove old from #8',
    'labels of #8',
  ])
})

test('no request is sent that the rules do not need', async () => {
  const forge = forgeOf({ rules, labels: ['area'] })
  expect(await label(forge, { numbers: [7] })).toMatchObject({ reason: 'labels-current' })
  expect(forge.asked).toEqual(['.github/labeler.yml at refs/heads/main', '#7', 'history of #7'])
})

describe('more is requested only if', () => {
  const removal = { label: 'AREA', action: 'unlabeled', actor: 'ada', actorIsBot: false } as const
  const rows: [string, Forge, { create?: boolean }, string[]][] = [
    ['a rule declares a colour', { rules: 'area:\n  color: "ffffff"\n' }, {}, ['labels']],
    ['labels are created', { rules }, { create: true }, ['labels']],
    ['a rule says own', { rules: 'area:\n  sync: own\n' }, {}, ['actor']],
    ['a label of the rules was taken off by hand', { rules, history: [removal] }, {}, ['actor']],
    ['not for another label', { rules, history: [{ ...removal, label: 'mine' }] }, {}, []],
  ]
  test.for(rows)('%s', async ([, forge, settings, more]) => {
    const { ports, asked } = forgeOf(forge)
    await label({ ports, asked }, { ...settings, numbers: [7], dryRun: true })
    expect(asked.filter((what) => ['labels', 'actor'].includes(what))).toEqual(more)
  })
})

test('labels are created before any pull request gets one, and each once', async () => {
  const forge = forgeOf({ rules })
  await label(forge, { create: true })
  const wrote = forge.asked.filter((what) => /^(add|create) /.test(what))
  expect(wrote).toEqual(['create area', 'add area to #7', 'add area to #8'])
})

test('a dry run has the same outputs, and writes nothing', async () => {
  const wet = await label(forgeOf({ rules, labels: ['old'] }), { sync: true })
  const forge = forgeOf({ rules, labels: ['old'] })
  const dry = await label(forge, { sync: true, dryRun: true })
  expect(dry.outputs).toEqual(wet.outputs)
  expect(dry.headline).toContain('dry run')
  expect(forge.asked.some((what) => /^(add|remove|create) /.test(what))).toBe(false)
})

test('one pull request with too many labels stops all of them before anything is written', async () => {
  const labels = Array.from({ length: 100 }, (_, at) => `label ${at}`)
  const forge = forgeOf({ rules, labels })
  const outcome = await label(forge)
  expect(outcome).toMatchObject({ verdict: 'fail', reason: 'too-many-labels' })
  expect(outcome.headline).toMatch(/^#7 would have 101 labels/)
  expect(forge.asked.some((what) => what.startsWith('add'))).toBe(false)
})

test('without a rule file, the error says where the action looked and how to start', async () => {
  const error = await label(forgeOf({ rules: undefined })).catch((thrown) => thrown)
  expect(error).toBeInstanceOf(UsageError)
  expect(error).toMatchObject({
    reason: 'config-missing',
    message: 'there is no rule file .github/labeler.yml at refs/heads/main',
    fix: expect.stringContaining('any-glob-to-any-file'),
  })
})

test('an event without a pull request is refused before any request', async () => {
  const forge = forgeOf({ rules })
  await expect(label(forge, { numbers: [] }, 'schedule')).rejects.toMatchObject({
    reason: 'event-unsupported',
  })
  expect(forge.asked).toEqual([])
})

test('a glob that matches no file does not fail the run, and is a warning at its line', async () => {
  const forge = forgeOf({
    rules: `${rules}dead:\n  - changed-files:\n      - any-glob-to-any-file: ./src/\n`,
  })
  const outcome = await label(forge)
  expect([outcome.verdict, outcome.outputs['new-labels']]).toEqual(['pass', 'area'])
  expect(outcome.annotations).toEqual([
    expect.objectContaining({
      level: 'warning',
      file: '.github/labeler.yml',
      line: 10,
      column: 31,
      message: expect.stringContaining('did you mean "src/**"?'),
    }),
  ])
  expect(outcome.summary).toContain('src/\\*\\*')
})

describe('a label history that contradicts the labels on the pull request', () => {
  const off = (label: string): LabelEvent => ({ ...putOn(label), action: 'unlabeled' })
  const known = (...names: string[]) => names.map((name) => ({ name, color: 'ededed', description: '' }))

  test.each<[string, Forge, RegExp]>([
    ['is empty', { labels: ['mine'], history: [] }, /does not show how mine came to be there/],
    ['lacks one of two', { labels: ['mine', 'old'], history: [putOn('old')] }, /how mine came/],
    ['has it taken off last', { labels: ['mine'], history: [putOn('mine'), off('mine')] }, /how mine came/],
    [
      'lacks that one was taken off',
      { labels: [], history: [putOn('area')], repositoryLabels: known('area') },
      /shows area as added, but the pull request lacks it/,
    ],
  ])('and %s fails the run before anything is written', async (_, given, words) => {
    const forge = forgeOf({ rules, ...given })
    await expect(label(forge, { sync: true })).rejects.toMatchObject({
      reason: 'history-incomplete',
      message: expect.stringMatching(words),
      fix: expect.stringContaining('by hand'),
    })
    expect(forge.asked.some((what) => /^(add|remove|create) /.test(what))).toBe(false)
  })

  test('is read once more, because a label may be added between two reads', async () => {
    const forge = forgeOf({ rules, labels: ['area'] })
    const histories = [[], [putOn('area')]]
    const { labels } = forge.ports
    const history = async (number: number) => histories.shift() ?? labels.history(number)
    const ports = { ...forge.ports, labels: { ...labels, history } }
    const outcome = await label({ ...forge, ports }, { numbers: [7] })
    expect(outcome.reason).toBe('labels-current')
  })

  test('does not fail the run if the label was only renamed', async () => {
    const renamed = {
      labels: ['New name'],
      history: [putOn('old name')],
      repositoryLabels: known('New name', 'area'),
    }
    expect((await label(forgeOf({ rules, ...renamed }), { numbers: [7] })).reason).toBe('labels-changed')
    const deleted = { labels: [], history: [putOn('deleted')], repositoryLabels: known('area') }
    expect((await label(forgeOf({ rules, ...deleted }), { numbers: [7] })).reason).toBe('labels-changed')
  })
})
