import { execFile } from 'node:child_process'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { deno } from '@suite/testkit/deno'
import { describe, expect, it } from 'vitest'
import { type Files, openChange, openProject, type Project } from './project.ts'
import { green, red, setScene } from './scene.ts'

const { judge } = setScene()
const run = promisify(execFile)

/** A tool that runs tests and writes a report, as its users start it. */
interface Tool {
  readonly extension: string
  readonly report: string
  /** What the repository needs besides sources. */
  readonly files?: Files
  readonly testName: string
  /** Writes JavaScript in the language of the tool. */
  readonly source: (code: string) => string
  /** A test of one call. */
  readonly test: (imported: string, call: string, result: string) => string
  readonly measure: (project: Project) => Promise<unknown>
}

const node: Tool = {
  extension: 'mjs',
  report: 'lcov.info',
  testName: 'price.test.mjs',
  source: (code) => code,
  test: (imported, call, result) =>
    `import assert from 'node:assert'\nimport test from 'node:test'\nimport { price } from '${imported}'\ntest('${call}', () => assert.equal(${call}, ${result}))\n`,
  measure: ({ folder }) =>
    start(
      process.execPath,
      [
        '--test',
        '--experimental-test-coverage',
        '--test-reporter=lcov',
        '--test-reporter-destination=lcov.info',
        '--test-coverage-exclude=test/**',
      ],
      folder,
    ),
}

const vitest: Tool = {
  extension: 'js',
  report: 'coverage/lcov.info',
  files: {
    'package.json': '{"type":"module","private":true}\n',
    '.gitignore': 'node_modules\n',
    'vitest.config.js':
      "export default { test: { coverage: { provider: 'v8', include: ['src/**'], reporter: ['lcovonly'] } } }\n",
  },
  testName: 'price.test.js',
  source: (code) => code,
  test: (imported, call, result) =>
    `import { expect, test } from 'vitest'\nimport { price } from '${imported}'\ntest('${call}', () => expect(${call}).toBe(${result}))\n`,
  measure: async ({ folder }) => {
    const installed = join(import.meta.dirname, '../../../node_modules')
    await symlink(join(import.meta.dirname, '../node_modules'), join(folder, 'node_modules'))
    await start(process.execPath, [join(installed, 'vitest/vitest.mjs'), 'run', '--coverage'], folder)
  },
}

const ofDeno: Tool = {
  extension: 'ts',
  report: 'cov/lcov.info',
  testName: 'price_test.ts',
  source: (code) => code.replace('(cents', '(cents: number'),
  test: (imported, call, result) =>
    `import { price } from '${imported}'\nDeno.test('${call}', () => {\n  if (${call} !== ${result}) throw new Error('wrong')\n})\n`,
  measure: ({ folder }) =>
    start('program' in deno ? deno.program : '', ['test', '--no-config', '--coverage=cov', 'test/'], folder, {
      DENO_DIR: join(folder, '.git/deno'),
      DENO_NO_UPDATE_CHECK: '1',
    }),
}

/** Starts a tool with nothing of this process's environment, in which a runner of tests would find itself. */
async function start(
  program: string,
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const env = { PATH: process.env.PATH, HOME: cwd, CI: 'true', ...environment }
  await run(program, args, { cwd, env })
}

const before = `export function price(cents) {
  return cents
}
`
const after = `// The price in cents, without
// the discount of the day.
export function price(cents, discount = 0) {
  if (discount > 0) {
    return cents - discount
  }
  return cents
}
`

function tells(tool: Tool): void {
  const source = `src/price.${tool.extension}`
  const test = `test/${tool.testName}`
  const old = tool.test(`../${source}`, 'price(3)', '3')
  const open = async (change: Files) => {
    const project = await openProject({ ...tool.files, [source]: tool.source(before), [test]: old })
    const opened = await openChange(project, { [source]: tool.source(after), ...change })
    await tool.measure(project)
    return judge(project, opened, { inputs: { coverage: tool.report, threshold: '80' } })
  }

  it('fails for a line that no test runs', async () => {
    const ran = await open({})
    expect(ran).toMatchObject({ ...red, reason: 'uncovered' })
    expect(ran.json('uncovered')).toEqual([{ path: source, ranges: [[5, 5]] }])
  })

  it('passes after the test is added', async () => {
    const added = tool.test(`../${source}`, 'price(5, 1)', '4')
    const ran = await open({ [`test/more.${tool.testName}`]: added })
    expect(ran).toMatchObject({ ...green, reason: 'covered' })
  })

  it('catches a new file that no test loads', async () => {
    const fresh = `src/tax.${tool.extension}`
    const ran = await open({ [fresh]: 'export const tax = () => {\n  return 1\n}\n' })
    expect(ran).toMatchObject({ ...red, reason: 'uncovered' })
    expect(ran.json('uncovered')).toContainEqual({ path: fresh, ranges: [expect.anything()] })
  })
}

describe('a report that node --test writes now', () => tells(node))
describe('a report that vitest writes now', () => tells(vitest))
describe.skipIf('missing' in deno)(
  `a report that deno writes now${'missing' in deno ? ` (skipped: ${deno.missing})` : ''}`,
  () => tells(ofDeno),
)
