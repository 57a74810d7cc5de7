import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readPolicy } from '../actions/require-proofs/src/read-policy.ts'
import { evaluateRules, readChangeRules } from '../packages/change-rules/src/index.ts'
import { actionNames, contractOf, root } from '../scripts/actions.ts'
import {
  firstLegOf,
  type Job,
  suiteActionOf,
  templates,
  templatesFolder,
} from './workflow-validation/templates.ts'
import { validateWorkflows } from './workflow-validation/validate-workflows.ts'

const contracts = new Map(
  await Promise.all(actionNames().map(async (name) => [name, await contractOf(name)] as const)),
)
/** Returns a text with the values that the first leg of the job's matrix has for `matrix.id` and others. */
const fillIn = (job: Job | undefined, text: unknown) =>
  String(text).replace(/\$\{\{ matrix\.(\w+) \}\}/g, (_, key: string) => String(firstLegOf(job)[key]))
/** Returns the name of a job, with the id of its project filled in where the name begins with that. */
const nameOfFirstLeg = (job: Job) =>
  job.name?.replace(/^\$\{\{ matrix\.id \}\}/, (start) => fillIn(job, start))
const starter = (path: string) => ({
  path,
  text: readFileSync(join(templatesFolder, 'starter', path), 'utf8'),
})

test('the jobs have the names that branch protection uses', () => {
  const names = [...templates].map(([file, { workflow }]) => [file, Object.keys(workflow.jobs)])
  expect(Object.fromEntries(names)).toEqual({
    'ci.yml': ['api', 'frontend', 'deno', 'coverage', 'coverage-trend'],
    'deploy-api-simple.yml': ['deploy'],
    'deploy-api.yml': ['stage', 'promote'],
    'labeler.yml': ['label'],
    'pin-drift.yml': ['published', 'verify-pin'],
    'proofs-gate.yml': ['require-proofs'],
    'publish-image.yml': ['publish', 'promote-pin', 'verify-pin'],
    'release-manual.yml': ['build', 'smoke', 'attest', 'publish'],
    'release-on-tag.yml': ['build', 'smoke', 'attest', 'publish'],
    'worker-drift.yml': ['worker-drift'],
  })
})

describe.each([...templates])('%s', (file, { text, workflow }) => {
  const jobs = Object.values(workflow.jobs)
  const steps = jobs.flatMap((job) => job.steps)

  test('has the properties that offer it to users', () => {
    const properties = JSON.parse(
      readFileSync(join(templatesFolder, file.replace('.yml', '.properties.json')), 'utf8'),
    )
    expect(properties).toEqual({
      name: expect.any(String),
      description: expect.any(String),
      iconName: expect.stringMatching(/^octicon /),
      categories: expect.arrayContaining([expect.any(String)]),
      filePatterns: expect.arrayContaining([expect.any(String)]),
    })
    for (const pattern of properties.filePatterns) expect(() => new RegExp(pattern)).not.toThrow()
  })

  test('starts without permissions, and every job has a time limit and its own id as its name', () => {
    expect(workflow.permissions).toEqual({})
    for (const [id, job] of Object.entries(workflow.jobs)) {
      expect(job.permissions).toBeDefined()
      // A release builds everything twice, and uploads it.
      expect(job['timeout-minutes']).toBeLessThanOrEqual(file.startsWith('release-') ? 60 : 15)
      // The leg of a matrix, or the base, follows the id. The checks of ci have the ids of its projects.
      expect(nameOfFirstLeg(job)).toMatch(
        new RegExp(`^${id}(?: \\(\\$\\{\\{ (?:matrix\\.\\w+|github\\.base_ref\\b.*) \\}\\}\\))?$`),
      )
    }
  })

  test('runs whatever paths change, if a pull request may have to wait for it', () => {
    if (!Object.keys(workflow.on).some((event) => event !== 'push')) return
    for (const event of Object.values(workflow.on)) {
      expect(event ?? {}).not.toHaveProperty('paths')
      expect(event ?? {}).not.toHaveProperty('paths-ignore')
    }
  })

  test('runs for a change of itself, in the folder of either forge, if it runs for paths', () => {
    for (const event of Object.values(workflow.on)) {
      const paths = event?.paths as readonly string[] | undefined
      if (paths === undefined) continue
      const own = paths.filter((path) => path.includes('/workflows/'))
      expect(own).toEqual([`.github/workflows/${file}`, `.gitea/workflows/${file}`])
    }
  })

  test('names no folder that only one forge has', () => {
    const lines = text.split('\n').filter((line) => !/^\s*#/.test(line))
    const count = (folder: string) => lines.join('\n').split(folder).length - 1
    expect(count('.github/workflows/')).toBe(count('.gitea/workflows/'))
  })

  test('refers to the suite by its placeholder, and to other actions by a full commit with its version', () => {
    for (const step of steps.filter(({ uses }) => uses !== undefined && !suiteActionOf({ uses }))) {
      expect(step.uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/)
      expect(text).toMatch(new RegExp(`${step.uses} # v\\d+\\.\\d+\\.\\d+\\n`))
    }
    expect(steps.some((step) => suiteActionOf(step))).toBe(true)
  })

  test('inserts no value into a script except through env', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{')
  })

  test('gives each action of the suite only inputs that it has, and every permission that it needs', () => {
    for (const job of jobs)
      for (const step of job.steps) {
        const name = suiteActionOf(step)
        if (name === undefined) continue
        const contract = contracts.get(name)
        expect(Object.keys(contract?.inputs ?? {})).toEqual(
          expect.arrayContaining(Object.keys(step.with ?? {})),
        )
        const needed = contract?.permissions.filter(({ when }) => {
          if (when === undefined) return true
          const { input } = when
          return input !== undefined && 'is' in input && input.is.includes(String(step.with?.[input.input]))
        })
        for (const { scope, access } of needed ?? [])
          expect([access, 'write'], `${file}: ${scope}`).toContain(job.permissions?.[scope])
      }
  })

  test('is valid for the language service', async () => {
    expect(await validateWorkflows({ [`.github/workflows/${file}`]: text })).toEqual([])
  })
})

describe.each(['labeler.yml', 'proofs-gate.yml'])('%s runs on the base branch', (file) => {
  const template = templates.get(file)

  test('uses nothing of the pull request: no checkout, no shell', () => {
    for (const job of Object.values(template?.workflow.jobs ?? {}))
      expect(job.steps.map((step) => Object.keys(step).filter((key) => key !== 'with'))).toEqual([['uses']])
  })

  test('runs whenever what it judges may have changed', () => {
    expect(template?.workflow.on.pull_request_target).toEqual({
      types: ['opened', 'reopened', 'synchronize', 'labeled', 'unlabeled', 'edited', 'ready_for_review'],
    })
  })
})

test('no run of the gate cancels another, which would block the merge', () => {
  const concurrency = templates.get('proofs-gate.yml')?.workflow.concurrency
  expect(concurrency?.group).toContain('github.run_id')
  expect(concurrency?.['cancel-in-progress']).toBe(false)
})

test('the required check runs in the merge queue too', () => {
  for (const file of ['ci.yml', 'proofs-gate.yml'])
    expect(templates.get(file)?.workflow.on).toHaveProperty('merge_group')
})

describe('ci.yml', () => {
  const { coverage, 'coverage-trend': trend, ...tested } = templates.get('ci.yml')?.workflow.jobs ?? {}
  const folders = { api: 'api', frontend: 'frontend', deno: '.' }
  const stepWith = (job: Job | undefined, uses: RegExp, name: string) =>
    job?.steps.find((step) => uses.test(step.uses ?? '') && step.with?.name === name)
  const gateOf = (job: Job | undefined) =>
    job?.steps.find((step) => suiteActionOf(step) === 'coverage-patch-gate')?.with

  test('the check of the coverage is never skipped, not even if the tests failed', () => {
    expect(coverage?.if).toBe('${{ !cancelled() }}')
    expect(coverage?.needs).toEqual(Object.keys(folders))
    expect(Object.keys(tested)).toEqual(Object.keys(folders))
  })

  test('a failed job of the tests fails the gate, which gets the results of all of them', () => {
    expect(gateOf(coverage)?.needs).toBe('${{ toJSON(needs) }}')
    expect(gateOf(coverage)).not.toHaveProperty('enforce')
  })

  test.each(Object.entries(folders))(
    'a report of %s that is missing fails its own job, or the gate',
    (id, folder) => {
      const upload = tested[id]?.steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact@'))
      const path = folder === '.' ? 'coverage/lcov.info' : `${folder}/coverage/lcov.info`
      const filled = {
        ...upload?.with,
        name: fillIn(tested[id], upload?.with?.name),
        path: fillIn(tested[id], upload?.with?.path),
      }
      expect(filled).toEqual({ name: `coverage-${id}`, path, 'if-no-files-found': 'error' })
      expect(upload?.if).toBe("env.COVERAGE == 'true'")
      for (const job of [coverage, trend]) {
        const download = stepWith(job, /^actions\/download-artifact@/, `coverage-${id}`)
        // Each by its name, because a pattern that matches one artifact leaves out its folder.
        expect(download?.with).toEqual({ name: `coverage-${id}`, path: `coverage-reports/${id}` })
        expect(download?.if).toMatch(new RegExp(`needs\\.${id}\\.result == 'success'$`))
        expect(gateOf(job)?.coverage).toContain(`coverage-reports/${id}/lcov.info=${folder}`)
        expect(gateOf(job)?.['expected-reports']).toBe("${{ vars.DENO_CHECKS == 'true' && 3 || 2 }}")
      }
    },
  )

  test('whether coverage is asked for is written in one place, so that a fork can be gated too', () => {
    const { text, workflow } = templates.get('ci.yml') ?? {}
    expect(workflow?.env).toEqual({ COVERAGE: '${{ vars.COVERAGE }}' })
    expect(text?.split('vars.COVERAGE')).toHaveLength(2)
  })

  test('the history that the comparison needs is there, on either forge', () => {
    const fetched = [coverage, trend].map(
      (job) => job?.steps.find(({ uses }) => uses?.startsWith('actions/checkout@'))?.with?.['fetch-depth'],
    )
    expect(fetched).toEqual([
      "${{ github.event_name == 'pull_request' && endsWith(github.ref, '/merge') && 2 || 0 }}",
      0,
    ])
  })

  test('only the job that keeps the trend may write, and it runs for main alone, one at a time', () => {
    for (const job of [coverage, ...Object.values(tested)])
      expect(job?.permissions).toEqual({ contents: 'read' })
    expect(trend?.permissions).toEqual({ contents: 'write' })
    expect(trend?.if).toContain("github.event_name == 'push' && github.ref == 'refs/heads/main'")
    expect(trend?.concurrency).toEqual({ group: 'coverage-trend', 'cancel-in-progress': false })
  })

  test('no token is left in a checkout or given to the code of the change', () => {
    for (const job of [coverage, trend, ...Object.values(tested)])
      for (const { uses, with: given } of job?.steps ?? [])
        if (uses?.startsWith('actions/checkout@')) expect(given?.['persist-credentials']).toBe(false)
    for (const job of Object.values(tested))
      expect(JSON.stringify(job)).not.toMatch(/github\.token|secrets\./)
  })
})

describe('publish-image.yml', () => {
  const workflow = templates.get('publish-image.yml')?.workflow
  const { publish, ...legs } = workflow?.jobs ?? {}

  test('runs on a push to main, and never for a pull request', () => {
    expect(workflow?.on).toEqual({ push: { branches: ['main'] } })
  })

  test('runs one after the other, and cancels none', () => {
    expect(workflow?.concurrency).toEqual({ group: 'publish-image', 'cancel-in-progress': false })
  })

  test('pushes with a permission that no other job has', () => {
    expect(publish?.permissions).toEqual({ contents: 'read', packages: 'write' })
    expect(publish?.outputs).toEqual({ digest: '${{ steps.push.outputs.digest }}' })
    for (const leg of Object.values(legs)) expect(leg.permissions).toEqual({ contents: 'read' })
  })

  test('proves a plane even if the other one could not be promoted', () => {
    expect(legs['verify-pin']?.needs).toEqual(['publish', 'promote-pin'])
    expect(legs['verify-pin']?.if).toBe("${{ !cancelled() && needs.publish.result == 'success' }}")
    expect(legs['promote-pin']).not.toHaveProperty('if')
  })
})

test.each([
  ['publish-image.yml', 'promote-pin'],
  ['publish-image.yml', 'verify-pin'],
  ['pin-drift.yml', 'verify-pin'],
])('%s has a leg of %s for each plane, which uses the address and the token of no other', (file, name) => {
  const job = templates.get(file)?.workflow.jobs[name]
  expect(job?.strategy).toEqual({ 'fail-fast': false, matrix: { plane: ['prod', 'staging'] } })
  expect(job?.environment).toBe('${{ matrix.plane }}')
  expect(job?.outputs).toBeUndefined()
  const choose = (prod: string, staging: string) =>
    `\${{ matrix.plane == 'prod' && ${prod} || matrix.plane == 'staging' && ${staging} || '' }}`
  expect(job?.steps[0]?.with).toMatchObject({
    'control-plane-url': choose('vars.CP_URL_PROD', 'vars.CP_URL_STAGING'),
    token: choose('secrets.CP_ADMIN_API_TOKEN', 'secrets.CP_ADMIN_API_TOKEN_STAGING'),
  })
})

test('every action.yml is valid for the language service', async () => {
  const files = actionNames().map((name) => [
    `${name}/action.yml`,
    readFileSync(join(root, 'actions', name, 'action.yml'), 'utf8'),
  ])
  expect(await validateWorkflows(Object.fromEntries(files))).toEqual([])
})

test('a template with a wrong trigger, key or input is detected', async () => {
  const gate = templates.get('proofs-gate.yml')?.text ?? ''
  const broken = gate
    .replace('merge_group:', 'merge_groups:')
    .replace('timeout-minutes', 'timeout-minuts')
    .concat('        with:\n          prooofs: x\n')
  const messages = (await validateWorkflows({ '.github/workflows/gate.yml': broken })).map(
    ({ message }) => message,
  )
  expect(messages.join('\n')).toMatch(/merge_groups/)
  expect(messages.join('\n')).toMatch(/timeout-minuts/)
  expect(messages.join('\n')).toMatch(/prooofs/)
})

describe('the files that a team starts with', () => {
  const labelsFor = async (path: string) => {
    const rules = await readChangeRules(starter('.github/labeler.yml'), { dot: true })
    const files = [{ path, status: 'modified' as const }]
    return evaluateRules(rules, { files, baseBranch: 'main', headBranch: 'topic' })
      .filter(({ outcome }) => outcome === 'matched')
      .map(({ rule }) => rule.name)
  }

  test.each([
    ['api/wrangler.toml', ['change:routes']],
    ['api/wrangler.jsonc', ['change:routes']],
    ['api/src/index.ts', ['change:cors', 'change:headers']],
    ['ops/proofs/voice-prefs-1.txt', ['ops:proofs-attached']],
    ['OPS.md', ['docs:runbook']],
    ['README.md', ['docs:runbook']],
    ['frontend/src/main.ts', []],
  ])('%s has the labels of the starter rules', async (path, labels) => {
    expect(await labelsFor(path)).toEqual(labels)
  })

  test('declares all seven labels with their colours', () => {
    const file = parse(starter('.github/labeler.yml').text) as Record<string, { color: string }>
    expect(Object.fromEntries(Object.entries(file).map(([name, { color }]) => [name, color]))).toEqual({
      'codex:ready': '1f883d',
      'ops:proofs-attached': '8250df',
      'change:routes': 'd93f0b',
      'change:cors': 'fbca04',
      'change:headers': 'fbca04',
      'docs:runbook': '0e8a16',
      'risk:p1': 'd93f0b',
    })
  })

  test('has a policy that the gate can read, which asks for probes that its probe file has', async () => {
    const { proofs } = await readPolicy(starter('.github/proofs.yml'))
    const { probes } = parse(starter('ops/probes.yml').text) as { probes: { name: string }[] }
    const wanted = proofs.flatMap(({ contains }) =>
      contains.flatMap((rule) => ('evidence' in rule ? (rule.evidence.requires ?? []) : [])),
    )
    expect(wanted.length).toBeGreaterThan(0)
    expect(probes.map(({ name }) => name)).toEqual(expect.arrayContaining(wanted))
    expect([...new Set(proofs.flatMap(({ labels }) => labels))].sort()).toEqual([
      ...['change:cors', 'change:headers', 'change:routes'],
    ])
  })

  test.each([
    '.github/pull_request_template.md',
    '.github/PULL_REQUEST_TEMPLATE/ops-routing.md',
    '.github/dependabot.yml',
    'ops/probes.yml',
    'docs/branch-protection.md',
    'docs/releases.md',
  ])('has %s', (path) => {
    expect(existsSync(join(templatesFolder, 'starter', path))).toBe(true)
  })

  test('updates the suite in one pull request a week', () => {
    const { updates } = parse(starter('.github/dependabot.yml').text)
    expect(updates).toHaveLength(1)
    const covered = (name: string) => updates[0].groups.suite.patterns.includes(`*/actions/${name}`)
    expect(actionNames().filter((name) => !covered(name))).toEqual([])
  })
})
