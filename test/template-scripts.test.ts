import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { templates } from './workflow-validation/templates.ts'

/** The scripts of deploy-api and worker-drift, as a runner starts them. */

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'template-scripts-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs the script of a step in a folder with these files, and returns what it printed and its outputs. */
async function runStep(
  [file, job, name]: readonly [string, string, string],
  env: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
) {
  const script = templates.get(file)?.workflow.jobs[job]?.steps.find((step) => step.name === name)?.run
  if (script === undefined) throw new Error(`${file} has no step ${name}`)
  const cwd = await mkdtemp(join(folder, 'work-'))
  for (const [path, content] of Object.entries({ output: '', ...files })) {
    await mkdir(dirname(join(cwd, path)), { recursive: true })
    await writeFile(join(cwd, path), content)
  }
  const GITHUB_OUTPUT = join(cwd, 'output')
  const PATH = `${dirname(process.execPath)}:/usr/bin:/bin`
  const ran = await new Promise<{ code: number | null; printed: string }>((resolve) => {
    const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script]
    const child = execFile('bash', args, { cwd, env: { PATH, GITHUB_OUTPUT, ...env } }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, printed: `${stdout}${stderr}` }),
    )
  })
  return { ...ran, outputs: await readFile(GITHUB_OUTPUT, 'utf8') }
}

const deploy = templates.get('deploy-api.yml')?.text ?? ''
const entry = /^ {10}- id: api-production[\s\S]*?(?=^ {4}name:)/m.exec(deploy)?.[0] ?? ''
/** deploy-api.yml with a second Worker in the list alone. */
const listed = deploy.replace(entry, entry + entry.replaceAll('api-production', 'jobs'))
const output = 'jobs: ${{ steps.record.outputs.jobs }}'
const withOutput = (text: string) => text.replace(/^( +)api-production: .*$/m, `$&\n$1${output}`)
const withPromote = (text: string) => text.replace('id: [api-production]', 'id: [api-production, jobs]')

describe('a Worker that is in the list, but not wherever it must be', () => {
  const step = ['deploy-api.yml', 'stage', 'Check that no line for this Worker is missing'] as const
  const check = (ID: string, text: string, path = '.github/workflows/deploy-api.yml', env = {}) =>
    runStep(step, { ID, ...env }, { [path]: text })

  test('fails before anything is written, and the line that is missing is printed', async () => {
    expect(entry).toContain('worker: shop-api')
    const noOutput = await check('jobs', withPromote(listed))
    expect(noOutput).toMatchObject({ code: 1 })
    expect(noOutput.printed).toContain(`"outputs" of the job stage lacks the line%0A${output}\n`)
    const noPromote = await check('jobs', withOutput(listed))
    expect(noPromote).toMatchObject({ code: 1 })
    expect(noPromote.printed).toContain('the list "id" of the job promote lacks%0Ajobs\n')
    const neither = await check('jobs', listed)
    expect(neither).toMatchObject({ code: 1 })
  })

  test('fails on Gitea too, whose folder is another', async () => {
    const ran = await check('jobs', withPromote(listed), '.gitea/workflows/deploy-api.yml')
    expect(ran).toMatchObject({ code: 1 })
    expect(ran.printed).toContain('file=.gitea/workflows/deploy-api.yml')
  })

  test('fails for an id that is only a word elsewhere in the job promote, or only in a comment', async () => {
    const named = (id: string) => deploy.replace(entry, entry + entry.replaceAll('api-production', id))
    const withLine = (id: string) =>
      named(id).replace(
        /^( +)api-production: .*$/m,
        (line, space) => `${line}\n${space}${id}: \${{ steps.record.outputs.${id} }}`,
      )
    for (const id of ['production', 'worker', 'stage', 'staged'])
      expect(await check(id, withLine(id)), id).toMatchObject({ code: 1 })
    const noted = withOutput(listed).replace('id: [api-production]', 'id: [api-production] # jobs')
    expect(await check('jobs', noted)).toMatchObject({ code: 1 })
    const off = withPromote(listed).replace(/^( +)api-production: .*$/m, `$&\n$1# ${output}`)
    expect(await check('jobs', off)).toMatchObject({ code: 1 })
  })

  test('fails in a file of another name too, and if the file is not found', async () => {
    const path = '.github/workflows/workers.yml'
    const env = { GITHUB_WORKFLOW_REF: `acme/shop/${path}@refs/heads/main` }
    expect(await check('jobs', withPromote(listed), path, env)).toMatchObject({ code: 1 })
    expect(await check('jobs', withPromote(withOutput(listed)), path, env)).toMatchObject({ code: 0 })
    const lost = await check('jobs', withPromote(withOutput(listed)), path)
    expect(lost.code).toBe(1)
    expect(lost.printed).toContain('does not find the file of this workflow')
  })

  test('passes when both lines are there, in any spacing and with any line ends', async () => {
    const whole = withPromote(withOutput(listed))
    const block = whole.replace(
      /id: \[api-production, jobs\].*$/m,
      'id:\n          - api-production\n          - jobs',
    )
    const texts = [deploy, whole, block, whole.replaceAll('\n', '\r\n'), whole.replaceAll('${{ ', '${{')]
    for (const text of texts) {
      expect(await check('api-production', text)).toMatchObject({ code: 0, printed: '' })
      if (text !== deploy) expect(await check('jobs', text)).toMatchObject({ code: 0, printed: '' })
    }
  })

  test('fails for an id that is only part of another one', async () => {
    const text = withOutput(listed).replace('id: [api-production]', 'id: [api-production, jobs-2]')
    expect(await check('jobs', text)).toMatchObject({ code: 1 })
  })
})

describe('the record of what was staged', () => {
  const record = ['deploy-api.yml', 'stage', 'Record what was staged and probed'] as const
  const read = ['deploy-api.yml', 'promote', 'Read the record of what was staged and probed'] as const
  const worker = {
    id: 'jobs',
    worker: 'shop-jobs',
    url: 'https://jobs.example.com/a?b=c',
    'required-secrets': '',
    create: false,
  }
  const versions = { VERSION: 'v2', PREVIOUS: 'v1', DEPLOYMENT: 'd1' }

  test('brings the whole entry of the list to the job promote', async () => {
    const staged = await runStep(record, { WORKER: JSON.stringify(worker, null, 2), ...versions })
    expect(staged.code).toBe(0)
    const [, value = ''] = /^jobs=(.*)\n$/.exec(staged.outputs) ?? []
    const RECORDS = JSON.stringify({ jobs: value, other: '{"version":"v9"}' })
    const { code, outputs } = await runStep(read, { ID: 'jobs', STAGE: 'failure', RECORDS })
    expect(code).toBe(0)
    expect(outputs.trim().split('\n')).toEqual([
      'id=jobs',
      'worker=shop-jobs',
      'url=https://jobs.example.com/a?b=c',
      'required-secrets=',
      'create=false',
      'version=v2',
      'previous=v1',
      'deployment=d1',
    ])
  })

  test.each([['{}'], ['{"jobs":""}'], ['']])(
    'that is missing fails, and names the line: %j',
    async (RECORDS) => {
      const { code, printed, outputs } = await runStep(read, { ID: 'jobs', STAGE: 'success', RECORDS })
      expect(code).toBe(1)
      expect(printed).toContain(`Add this line to "outputs" of the job stage: ${output}`)
      expect(outputs).toBe('')
    },
  )

  test('of a Worker that was not staged sends people to the job that failed', async () => {
    const { code, printed } = await runStep(read, { ID: 'jobs', STAGE: 'failure', RECORDS: '{}' })
    expect(code).toBe(1)
    expect(printed).toContain(
      'jobs was not staged, or its probes did not pass%0ALook at the job stage (jobs)',
    )
  })
})

describe('the daily comparison of a Worker', () => {
  const step = ['worker-drift.yml', 'worker-drift', 'Fail if anything differs'] as const
  const none = { 'only-in-configuration': [], 'only-in-cloudflare': [], 'of-another-worker': [] }
  const judge = (DEPLOYMENT: string, drift: object) =>
    runStep(step, { ID: 'jobs', DEPLOYMENT, DRIFT: JSON.stringify(drift) })

  test('passes only if Cloudflare was asked, and has the routes of the configuration', async () => {
    expect(await judge('d1', none)).toMatchObject({ code: 0 })
    expect(await judge('', none)).toMatchObject({ code: 1 })
  })

  test('finds a route that was removed in the dashboard, which the check itself lets pass', async () => {
    const ran = await judge('d1', { ...none, 'only-in-configuration': ['example.com/a%2Fb/*'] })
    expect(ran.code).toBe(1)
    expect(ran.printed).toContain('["example.com/a%252Fb/*"]}%0ADeploy the Worker')
  })
})
