import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contractOf } from '../scripts/actions.ts'
import { type Job, suiteActionOf, templates, templatesFolder } from './workflow-validation/templates.ts'

const manual = templates.get('release-manual.yml')
const onTag = templates.get('release-on-tag.yml')
const compile = await contractOf('deno-multi-target-compile')

const jobOf = (template: typeof manual, name: string) => template?.workflow.jobs[name] as Job
const stepsUsing = (job: Job, uses: string) => job.steps.filter((step) => step.uses?.startsWith(uses))

test('a tag is released by the same jobs as a manual run, except for what names its commit', () => {
  const shared = (template: typeof manual) => {
    const lines = template?.text.slice(template.text.indexOf('\npermissions:')).split('\n') ?? []
    const from = lines.findIndex((line) => line.includes('id: subject'))
    const to = lines.findIndex((line) => line.includes('git merge-base'))
    return [...lines.slice(0, from - 1), ...lines.slice(to)].filter(
      (line) => !/^ +(?:version|tag): /.test(line),
    )
  }
  expect(shared(onTag)).toEqual(shared(manual))
  expect(shared(manual).length).toBeGreaterThan(250)
})

describe.each([
  ['release-manual.yml', manual],
  ['release-on-tag.yml', onTag],
] as const)('%s', (_, template) => {
  const [build, smoke, attest, publish] = ['build', 'smoke', 'attest', 'publish'].map((name) =>
    jobOf(template, name),
  ) as [Job, Job, Job, Job]

  test('gives each job only the permissions of its own task', () => {
    expect([build, smoke, attest, publish].map(({ permissions }) => permissions)).toEqual([
      { contents: 'read' },
      {},
      { 'id-token': 'write', attestations: 'write', 'artifact-metadata': 'write' },
      { contents: 'write' },
    ])
  })

  test('publishes only after every other job succeeded, and behind the reviewers of an environment', () => {
    expect([smoke.needs, attest.needs, publish.needs]).toEqual([
      'build',
      ['build', 'smoke'],
      ['build', 'smoke', 'attest'],
    ])
    expect(publish.environment).toBe('release')
    for (const job of [build, smoke, attest, publish]) expect(job).not.toHaveProperty('if')
  })

  test('one variable decides about attestation, and without it everything else is done', () => {
    expect(template?.text.split('vars.RELEASE_ATTEST')).toHaveLength(2)
    const conditions = [build, smoke, attest, publish].map(({ steps }) =>
      steps.flatMap(({ name, uses, if: condition }) => (condition ? [[name ?? uses, condition]] : [])),
    )
    expect(conditions.map((steps) => steps.length)).toEqual([0, 0, 5, 2])
    for (const [, condition] of conditions.flat())
      expect(condition).toBe("needs.build.outputs.attest == 'true'")
  })

  test('builds one commit, with its history and without a cache', () => {
    expect(build.steps[0]?.with).toEqual({
      ref: '${{ github.sha }}',
      'fetch-depth': 0,
      'persist-credentials': false,
    })
    expect(stepsUsing(build, 'denoland/setup-deno')[0]?.with?.cache).toBe(false)
    for (const job of [smoke, attest, publish]) expect(stepsUsing(job, 'actions/checkout')).toEqual([])
  })

  test('pins one exact version of deno, and says why', () => {
    const [setup] = stepsUsing(build, 'denoland/setup-deno')
    const compiling = build.steps.find((step) => suiteActionOf(step) === 'deno-multi-target-compile')
    expect(setup?.with?.['deno-version']).toMatch(/^\d+\.\d+\.\d+$/)
    expect(compiling?.with?.['deno-version']).toBe(setup?.with?.['deno-version'])
    expect(template?.text).toMatch(/2\.6\.0 to 2\.6\.3 could not build for macOS.*2\.9\.3/)
  })

  test('runs each binary on a system of its own, and hands on what ran, target by target', () => {
    const matrix = smoke.strategy?.matrix as { readonly include: readonly { target: string }[] } | undefined
    const targets = matrix?.include.map(({ target }) => target) ?? []
    expect(targets).toEqual(compile.inputs.targets?.default?.split('\n'))
    const outputs = Object.entries(smoke.outputs ?? {})
    for (const target of targets) expect(Object.keys(smoke.outputs ?? {})).toContain(target)
    for (const [target, value] of outputs) expect(value).toBe(`\${{ steps.run.outputs.${target} }}`)
    expect(smoke.strategy?.['fail-fast']).toBe(false)
  })

  test('checks the sums of what was handed on, in every job that gets it', () => {
    for (const job of [smoke, attest, publish]) {
      const download = job.steps.findIndex(({ with: given }) => given?.name === 'release-assets')
      const check = job.steps.findIndex(({ env }) => env?.SUMS === '${{ needs.build.outputs.sums }}')
      expect(download).toBe(0)
      expect(check).toBeGreaterThan(download)
      // Nothing is signed, run or published between the two.
      const between = job.steps.slice(download + 1, check).map(({ with: given }) => given?.name)
      expect(between).toEqual(job === publish ? ['bundles'] : [])
    }
  })

  test('attests the sums and the bill of materials, and verifies both before it publishes', () => {
    const given = stepsUsing(attest, 'actions/attest@').map((step) => step.with)
    expect(given).toEqual([
      { 'subject-checksums': '${{ runner.temp }}/subjects' },
      {
        'subject-checksums': '${{ runner.temp }}/subjects',
        'sbom-path': 'release-assets/${{ needs.build.outputs.sbom }}',
      },
    ])
    const order = publish.steps.map((step) => suiteActionOf(step) ?? step.name ?? step.uses)
    expect(order.indexOf('Verify the attestations')).toBeLessThan(order.indexOf('release-publish'))
  })

  test('never releases twice at once, and cuts no release short', () => {
    expect(template?.workflow.concurrency).toEqual({ group: 'release', 'cancel-in-progress': false })
  })
})

test('the tag of a release is that of its version', () => {
  const tagOf = (template: typeof manual) =>
    jobOf(template, 'publish').steps.find((step) => suiteActionOf(step) === 'release-publish')?.with?.tag
  expect(tagOf(manual)).toBe('v${{ needs.build.outputs.version }}')
  expect(tagOf(onTag)).toBe('${{ github.ref_name }}')
  expect(onTag?.workflow.on).toEqual({ push: { tags: ['v*'] } })
})

test('the header says when a tag may start a release', () => {
  expect(onTag?.text.split('\nname:')[0]).toMatch(/only after two to four releases with release-manual/)
})

describe('the runbook', () => {
  const page = readFileSync(join(templatesFolder, 'starter/docs/releases.md'), 'utf8')
  const protection = readFileSync(join(templatesFolder, 'starter/docs/branch-protection.md'), 'utf8')

  test('names the variables, the environment and the commands of the templates', () => {
    const variables = [...new Set(manual?.text.match(/(?<=vars\.)\w+/g))]
    expect(variables).toEqual(['RELEASE_ATTEST', 'RELEASE_GENERATE_NOTES'])
    for (const name of [...variables, 'deno outdated', 'deno task ci']) expect(page).toContain(name)
    expect(protection).toContain('`release`')
  })

  test('has an example of deno.json with what the templates ask for', () => {
    const example = JSON.parse(/```json\n([^`]*)```/.exec(page)?.[1] ?? '')
    expect(example).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      tasks: { ci: expect.any(String) },
    })
  })
})
