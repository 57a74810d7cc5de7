import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Files, green, proof, red, routes, rules, setScene } from './scene.ts'

const { shop } = setScene()
const missing = { ...red, reason: 'proofs-missing' }
const present = { ...green, reason: 'proofs-present' }
const lax: Files = {
  '.github/labeler.yml': 'docs: []\n',
  '.github/proofs.yml': 'waivers: [{for: change:routes, logins: [bob]}]\n',
}

describe('the rules are not those of the author', () => {
  it.each(['pullRequest', 'pullRequestTarget'] as const)(
    'on %s: a change of them is no way out',
    async (on) => {
      const { open, run, repository } = await shop()
      const pull = await open({ ...routes, ...lax })
      await pull.review({ user: 'bob', state: 'APPROVED' })
      expect(await run(await repository.trigger[on](pull.number, { action: 'opened' }))).toMatchObject(
        missing,
      )
    },
  )

  it('and never those of the workspace', async () => {
    const { open, run, repository } = await shop()
    const pull = await open(routes)
    const workspace = await mkdtemp(join(tmpdir(), 'workspace-'))
    try {
      await mkdir(join(workspace, '.github'))
      await mkdir(join(workspace, 'ops/proofs'), { recursive: true })
      await writeFile(join(workspace, '.github/labeler.yml'), 'docs: []\n')
      await writeFile(join(workspace, 'ops/proofs/a.txt'), 'HTTP/2 200\n')
      for (const on of ['pullRequest', 'pullRequestTarget'] as const) {
        const trigger = await repository.trigger[on](pull.number, { action: 'opened' })
        expect(await run(trigger, { workspace })).toMatchObject(missing)
      }
    } finally {
      await rm(workspace, { recursive: true })
    }
  })

  it('nor those of a tag with the name of the base branch', async () => {
    const { open, run, repository } = await shop()
    const tagged = await repository.commit({ branch: 'elsewhere', files: lax })
    execFileSync('git', ['update-ref', 'refs/tags/main', tagged], { cwd: repository.folder })
    const pull = await open(routes)
    for (const on of ['pullRequest', 'pullRequestTarget'] as const) {
      const ran = await run(await repository.trigger[on](pull.number, { action: 'opened' }))
      expect(ran).toMatchObject(missing)
      // With a short name, the forge would decide which of the two is meant.
      const refs = ran.log.filter(({ path }) => path.includes('/contents/')).map(({ query }) => query.ref)
      expect(refs).toEqual(['refs/heads/main', 'refs/heads/main'])
    }
  })

  it('nor, on a push, those of the push', async () => {
    const { run, repository } = await shop()
    const before = await repository.resolve('main')
    await repository.commit({ branch: 'main', files: { ...routes, ...lax } })
    expect(await run(await repository.trigger.push({ branch: 'main', before }))).toMatchObject(missing)
  })

  it('nor, on a later push to a branch, those of an earlier push', async () => {
    const { run, repository } = await shop()
    const before = await repository.commit({ branch: 'feature', files: lax })
    await repository.commit({ branch: 'feature', files: routes })
    expect(await run(await repository.trigger.push({ branch: 'feature', before }))).toMatchObject(missing)
  })

  it('nor, in a merge queue, those of the queue', async () => {
    const { open, run, repository } = await shop()
    const pull = await open({ ...routes, ...lax })
    expect(await run(await repository.trigger.mergeGroup([pull.number]))).toMatchObject(missing)
  })
})

describe('the payload of an event', () => {
  it('is not trusted about labels and the number of files', async () => {
    const { open, run, repository } = await shop()
    const pull = await open({ ...routes, 'a.txt': 'a' }, { labels: ['change:cors'] })
    const on = await repository.trigger.pullRequestTarget(pull.number, { action: 'opened' })
    const payload = structuredClone(on.event.payload) as { pull_request: Record<string, unknown> }
    for (const count of [0, 1, 2, 300, 5_000]) {
      Object.assign(payload.pull_request, { labels: [], changed_files: count })
      const ran = await run({ ...on, event: { ...on.event, payload } })
      expect(ran).toMatchObject({ ...missing, outputs: { 'scope-size': '2' } })
      expect(ran.json('missing').map(({ label }) => label)).toEqual(['change:routes', 'change:cors'])
    }
  })

  it('is not trusted about the head', async () => {
    const { open, run, repository } = await shop()
    const pull = await open({ ...routes, ...proof })
    const on = await repository.trigger.pullRequestTarget(pull.number, { action: 'opened' })
    const payload = structuredClone(on.event.payload) as { pull_request: Record<string, unknown> }
    Object.assign(payload.pull_request, { head: { sha: await repository.resolve('main') } })
    expect(await run({ ...on, event: { ...on.event, payload } })).toMatchObject(red)
  })
})

describe('the policy', () => {
  it('adds its labels to those of the input, so that no rule of it is without effect', async () => {
    const policy = 'proofs:\n  - for: docs\n    files: ops/proofs/docs-*.txt\n'
    const { open, judge } = await shop({ '.github/proofs.yml': policy })
    const pull = await open({ 'README.md': '# Changed\n' })
    const ran = await judge(pull)
    expect(ran).toMatchObject(missing)
    expect(ran.json('missing')).toMatchObject([{ label: 'docs', paths: ['ops/proofs/docs-*.txt'] }])
    await pull.push({ 'ops/proofs/docs-1.txt': 'seen\n' })
    expect(await judge(pull)).toMatchObject(green)
  })
})

describe('a rule of the policy for one Worker', () => {
  it('still requires the proof of any other file that causes the duty', async () => {
    const { open, judge } = await shop({
      '.github/labeler.yml':
        "change:routes:\n  - changed-files:\n      - any-glob-to-any-file: ['workers/**', infra/routes.tf]\n",
      '.github/proofs.yml':
        "proofs: [{for: change:routes, paths: 'workers/{service}/**', files: 'workers/{service}/proofs/**'}]\n",
    })
    const pull = await open({ 'infra/routes.tf': 'a' }, { labels: ['change:routes'] })
    expect(await judge(pull)).toMatchObject(missing)
    await pull.push({ 'workers/a/proofs/p.txt': 'HTTP/2 200\n' })
    const ran = await judge(pull)
    expect(ran).toMatchObject(missing)
    expect(ran.json('missing')).toMatchObject([{ label: 'change:routes', paths: ['ops/proofs/**'] }])
    expect(ran.messages).toContain('because of the label change:routes and infra/routes.tf')
    await pull.push(proof)
    expect(await judge(pull)).toMatchObject(present)
  })
})

describe('a label that a person put on the pull request', () => {
  it('still requires a proof of what it stands for if the only changed file is the proof of a Worker', async () => {
    const { open, judge } = await shop({
      '.github/proofs.yml':
        "proofs: [{for: change:routes, paths: 'workers/{service}/**', files: 'workers/{service}/proofs/**'}]\n",
    })
    const only = { 'workers/a/proofs/q.txt': 'HTTP/2 200\n' }
    const pull = await open(only, { labels: ['change:routes'] })
    const ran = await judge(pull)
    expect(ran).toMatchObject(missing)
    expect(ran.json('missing')).toMatchObject([{ label: 'change:routes', paths: ['ops/proofs/**'] }])
    await pull.push({ 'workers/a/routes.ts': 'export {}\n' })
    expect(await judge(pull)).toMatchObject(present)
  })
})

describe('the rule file', () => {
  it('that is missing fails the run, and the message says how to start', async () => {
    const { open, judge } = await shop({ '.github/labeler.yml': null })
    const ran = await judge(await open({ ...routes, ...proof }))
    expect(ran).toMatchObject({ ...red, reason: 'config-missing' })
    expect(ran.messages).toContain(
      "change:routes:\n  - changed-files:\n      - any-glob-to-any-file: 'api/wrangler.",
    )
  })

  it.each([
    ['docs:\n  - changed-files:\n      - any-glob-to-any-file: docs/**\n', {}],
    [rules.replaceAll('change:', 'chnage:'), {}],
    ['change:routes: []\nchange:cors: []\n', {}],
    ["change:cors:\n  - changed-files:\n      - any-glob-to-any-file: '!**'\n", {}],
    [rules, { labels: 'change:rout, change:corse' }],
    [rules, { 'config-path': 'ops/labels.yml', labels: 'change:router' }],
  ])(
    'that could never ask for a proof fails the run instead of passing every change: %j, %o',
    async (text, inputs) => {
      const { open, judge } = await shop({ '.github/labeler.yml': text, 'ops/labels.yml': text })
      const ran = await judge(await open({ ...routes, ...proof }), { inputs })
      expect(ran).toMatchObject({ ...red, reason: 'config-invalid' })
      expect(ran.messages).toContain('so no change could ever require a proof')
      expect(ran.messages).toContain('set config-path to the empty text')
    },
  )

  it('in which each label is misspelt fails the run, with similar names', async () => {
    const { open, judge } = await shop({
      '.github/labeler.yml': rules.replace('change:routes', 'change:rotes'),
    })
    const ran = await judge(await open(routes), { inputs: { labels: 'change:routes' } })
    expect(ran.messages).toContain('it gives change:rotes, which may be meant by change:routes')
  })

  it('with a glob that no path can match is reported for a rule of the gate, but not for another label', async () => {
    const text = `change:routes:\n  - changed-files:\n      - any-glob-to-any-file: [api/, api/**]\ndocs:\n  - changed-files:\n      - any-glob-to-any-file: guide/\n`
    const { open, judge } = await shop({ '.github/labeler.yml': text })
    const ran = await judge(await open({ 'x.txt': 'x' }))
    expect(ran).toMatchObject(green)
    expect(ran.stdout).toContain('.github/labeler.yml:3:32: ')
    expect(ran.stdout).not.toContain('.github/labeler.yml:6:')
  })

  it('that has a rule for one of several labels is enough', async () => {
    const { open, judge } = await shop({
      '.github/labeler.yml': 'change:routes:\n  - changed-files:\n      - any-glob-to-any-file: api/*\n',
    })
    const ran = await judge(await open({ 'x.txt': 'x' }))
    expect(ran).toMatchObject({ ...green, reason: 'no-duty' })
    expect(ran.stdout).toContain('No rule gives change:cors, change:headers')
  })

  it('is not needed if only labels cause the duty', async () => {
    const { open, judge } = await shop({ '.github/labeler.yml': null })
    const inputs = { 'config-path': '' }
    expect(await judge(await open(routes), { inputs })).toMatchObject({ ...green, reason: 'no-duty' })
    const labelled = await open(routes, { labels: ['change:routes'], head: 'b' })
    expect(await judge(labelled, { inputs })).toMatchObject(missing)
  })

  it.each([
    ['change:routes:\n  - changed-files:\n      - any-glob-to-all-files: api/**\n', 3],
    ['change:routes:\n  - changed-files:\n      - all-globs-to-all-files: [api/**, "*/*"]\n', 3],
    ['change:cors:\n  - head-branch: "^cors"\n', 2],
    [
      'docs: []\nchange:routes:\n  - any:\n      - changed-files:\n          - any-glob-to-any-file: a\n      - base-branch: main\n',
      6,
    ],
  ])(
    'on whose rules the author could switch the duty off is refused with the line: %j',
    async (text, line) => {
      const { open, judge } = await shop({ '.github/labeler.yml': text })
      const ran = await judge(await open({ ...routes, ...proof }))
      expect(ran).toMatchObject({ ...red, reason: 'duty-avoidable' })
      expect(ran.annotations).toMatchObject([{ level: 'error', file: '.github/labeler.yml', line }])
    },
  )

  it.each([
    ['change:routes:\n  - changed-files:\n      - any-glob-to-any-fil: api/**\n', 3],
    ['change:routes: [\n', 2],
  ])('that cannot be read fails at its line: %j', async (text, line) => {
    const { open, judge } = await shop({ '.github/labeler.yml': text })
    const ran = await judge(await open({ ...routes, ...proof }))
    expect(ran).toMatchObject({ ...red, reason: 'config-invalid' })
    expect(ran.annotations[0]).toMatchObject({ file: '.github/labeler.yml', line })
  })

  it('that is a folder fails the run', async () => {
    const { open, judge } = await shop()
    const pull = await open({ ...routes, ...proof })
    const ran = await judge(pull, { inputs: { 'config-path': '.github' } })
    expect(ran).toMatchObject({ ...red, reason: 'not-a-file' })
  })
})

describe('the policy', () => {
  it('may be missing at its default path, but not at a given path', async () => {
    const { open, judge } = await shop()
    const pull = await open({ ...routes, ...proof })
    expect(await judge(pull)).toMatchObject(present)
    expect(await judge(pull, { inputs: { 'policy-path': '' } })).toMatchObject(present)
    const ran = await judge(pull, { inputs: { 'policy-path': 'ops/policy.yml' } })
    expect(ran).toMatchObject({ ...red, reason: 'config-missing' })
  })

  it('that is invalid fails at its line and column, for each mistake', async () => {
    const text =
      'proofs:\n  - for: change:routes\n    files: "ops/{x}"\n    contains:\n      - pattern: "(?!a)"\n'
    const { open, judge } = await shop({ '.github/proofs.yml': text })
    const ran = await judge(await open({ ...routes, ...proof }))
    expect(ran).toMatchObject({ ...red, reason: 'config-invalid' })
    expect(ran.annotations.map(({ file, line, column }) => [file, line, column])).toEqual(
      expect.arrayContaining([
        ['.github/proofs.yml', 3, 12],
        ['.github/proofs.yml', 5, 18],
      ]),
    )
  })

  it('does not accept the proof of one Worker for another', async () => {
    const policy =
      'proofs: [{for: change:routes, paths: "workers/{service}/**", files: "ops/proofs/{service}/**"}]'
    const { open, judge } = await shop({
      '.github/labeler.yml': 'change:routes:\n  - changed-files:\n      - any-glob-to-any-file: workers/**\n',
      '.github/proofs.yml': policy,
    })
    const pull = await open({ 'workers/a/x': '1', 'workers/b/x': '1', 'ops/proofs/a/x.txt': 'HTTP/2 200' })
    const ran = await judge(pull)
    expect(ran).toMatchObject(missing)
    expect(ran.json('missing')).toMatchObject([{ paths: ['ops/proofs/b/**'] }])
    await pull.push({ 'ops/proofs/b/x.txt': 'HTTP/2 201' })
    expect(await judge(pull)).toMatchObject(present)
  })

  it('checks the content and the age of proofs', async () => {
    const policy = `proofs: [{for: change:routes, files: ops/proofs/*.json, contains: [{json: /alg, equals: RS256}], max-age: 1d, dated: /at}]`
    const { open, judge } = await shop({ '.github/proofs.yml': policy })
    const proofOf = (alg: string, at: Date) => ({ 'ops/proofs/a.json': JSON.stringify({ alg, at }) })
    const pull = await open({ ...routes, ...proofOf('none', new Date()) })
    expect((await judge(pull)).messages).toContain('ops/proofs/a.json has not "RS256" at /alg')
    await pull.push(proofOf('RS256', new Date(Date.now() - 2 * 86_400_000)))
    expect((await judge(pull)).messages).toContain('older than 24 hours')
    await pull.push(proofOf('RS256', new Date()))
    expect(await judge(pull)).toMatchObject(present)
  })
})

it.each([
  { proofs: '!ops/proofs/README.md' },
  { timeout: 'soon' },
  { comment: 'perhaps' },
  { 'pr-number': '0' },
])('a wrong input fails the run before any request: %o', async (inputs) => {
  const { open, judge } = await shop()
  const ran = await judge(await open({ ...routes, ...proof }), { inputs })
  expect(ran).toMatchObject({ ...red, reason: 'input-invalid', log: [] })
})
