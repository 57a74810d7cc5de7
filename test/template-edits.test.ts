import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lockfiles } from '../actions/node-checks/src/managers.ts'
import { root } from '../scripts/actions.ts'
import { firstLegOf, templates } from './workflow-validation/templates.ts'

/** What somebody who copies a template must change is found by one word. */

const mark = /# (?:.* # )?EDIT: \S/
const copied = [...templates].filter(([file]) => !file.startsWith('release-'))
const textOf = (file: string) => templates.get(file)?.text ?? ''
const jobOf = (file: string, id: string) => templates.get(file)?.workflow.jobs[id]
const withWorkers = [
  ['deploy-api.yml', 'stage'],
  ['deploy-api-simple.yml', 'deploy'],
  ['worker-drift.yml', 'worker-drift'],
] as const

describe.each(copied)('%s', (_, { text, workflow }) => {
  const lines = text.split('\n')

  test('nothing of one team stands in a line without the mark', () => {
    const ofOneTeam = /example\.com|shop-|\bapi\/|directory: |\bid: [\w[]|api-production/
    const code = lines.filter((line) => !/^\s*#/.test(line) && !/^\s+- \.git(?:hub|ea)\//.test(line))
    const unmarked = code.filter((line) => ofOneTeam.test(line) && !mark.test(line))
    // Ids of steps, what is read from the list, and reports, whose step has the mark.
    const allowed = /^\s+id: [a-z]+$|\$\{\{|^\s+coverage-reports\//
    expect(unmarked.filter((line) => !allowed.test(line))).toEqual([])
  })

  test('the comment at the top says what the mark is, if there is any', () => {
    const [top = ''] = text.split(/^name: /m)
    if (lines.some((line) => mark.test(line))) expect(top).toContain('has the mark "EDIT:"')
  })

  test('one variable chooses the runner of every job', () => {
    for (const job of Object.values(workflow.jobs))
      expect(job['runs-on']).toBe("${{ vars.RUNS_ON || 'ubuntu-24.04' }}")
  })
})

test.each(withWorkers)('%s has each value of the list of Workers once', (file, id) => {
  const leg = firstLegOf(jobOf(file, id))
  const lines = textOf(file)
    .split('\n')
    .map((line) => line.replace(/ #.*$/, ''))
  for (const key of ['worker', 'url', 'app-origin', 'probes', 'environment'].filter((name) => name in leg))
    expect(lines.filter((line) => line.endsWith(`: ${leg[key]}`))).toHaveLength(1)
})

test.each(withWorkers)('%s names its list before everything else in the job', (file, id) => {
  expect(Object.keys(templates.get(file)?.workflow.jobs ?? {})[0]).toBe(id)
  expect(Object.keys(jobOf(file, id) ?? {})[0]).toBe('strategy')
})

test.each(['deploy-api.yml', 'deploy-api-simple.yml'])(
  '%s runs if a dependency changes in any lockfile at the root',
  (file) => {
    expect(templates.get(file)?.workflow.on.push?.paths).toEqual(
      expect.arrayContaining([...lockfiles.keys()]),
    )
  },
)

test.each(['deploy-api.yml', 'deploy-api-simple.yml'])(
  '%s has what not every Worker needs in one line each, and switched off',
  (file) => {
    const leg = firstLegOf(jobOf(file, file === 'deploy-api.yml' ? 'stage' : 'deploy'))
    expect(leg).toMatchObject({ 'required-bindings': '', 'required-secrets': '', 'kv-namespace-id': '' })
    for (const key of ['required-bindings', 'required-secrets', 'kv-namespace-id'])
      expect(textOf(file)).toMatch(new RegExp(`^ +${key}: "" # EDIT: \\w`, 'm'))
  },
)

test.each(['.github/labeler.yml', '.github/proofs.yml', 'ops/probes.yml'])(
  '%s marks each line that names the folder, the paths or the probes of one team, because a wrong one asks for no proof',
  async (path) => {
    const text = await readFile(join(root, 'workflows-templates/starter', path), 'utf8')
    const code = text.split('\n').filter((line) => !/^\s*#/.test(line))
    const ofOneTeam = /\bapi\/|passed: |path: |paths: /
    expect(code.filter((line) => ofOneTeam.test(line) && !mark.test(line))).toEqual([])
    expect(code.some((line) => mark.test(line))).toBe(true)
  },
)
