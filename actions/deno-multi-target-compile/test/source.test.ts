import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Files, openProject, type Project } from './project.ts'
import { green, missing, once, readOutput, red, setScene } from './scene.ts'

const { compile } = setScene()

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'around-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function expectAbsent(project: Project, ...texts: readonly string[]) {
  const output = await readOutput(project)
  expect(output.size).toBeGreaterThan(0)
  for (const [name, bytes] of output)
    for (const text of texts) expect([name, bytes.includes(text)]).toEqual([name, false])
}

describe.skipIf(missing)('what is compiled', () => {
  it.each<[string, (project: Project) => Promise<unknown>]>([
    ['edited', (project) => project.write({ 'greet.ts': "export const greet = () => 'EDITED'\n" })],
    ['deleted', (project) => project.write({ 'greet.ts': null })],
    [
      'edited and staged',
      async (project) => {
        await project.write({ 'greet.ts': "export const greet = () => 'EDITED'\n" })
        await project.git('add', 'greet.ts')
      },
    ],
    ['made executable', (project) => project.git('update-index', '--chmod=+x', 'greet.ts')],
    [
      'replaced with a symlink',
      async (project) => {
        await project.write({ 'greet.ts': null })
        await symlink('/etc/hostname', join(project.folder, 'greet.ts'))
      },
    ],
  ])('is not a commit whose tracked file is %s', async (_, change) => {
    const project = await openProject()
    await change(project)
    const ran = await compile(project, { inputs: once })
    expect(ran).toMatchObject({ ...red, reason: 'tree-dirty' })
    expect(ran.messages).toContain('greet.ts')
    expect(await readOutput(project)).toEqual(new Map())
  })

  it.each(['--assume-unchanged', '--skip-worktree'])(
    'is never a change that git was told not to see (%s)',
    async (flag) => {
      const project = await openProject()
      await project.git('update-index', flag, 'greet.ts')
      await project.write({ 'greet.ts': "export const greet = () => 'EDITED-UNSEEN'\n" })
      const ran = await compile(project, { inputs: once })
      expect(ran).toMatchObject({ ...red, reason: 'tree-dirty' })
    },
  )

  it('is the commit itself, not what a replacement reference of the clone says', async () => {
    const project = await openProject()
    const head = await project.git('rev-parse', 'HEAD')
    await project.commit({ 'greet.ts': "export const greet = (_: string) => 'REPLACED-TREE'\n" })
    const other = await project.git('rev-parse', 'HEAD')
    await project.git('reset', '--quiet', '--hard', head)
    await project.git('replace', head, other)
    const ran = await compile(project, { inputs: once })
    expect(ran).toMatchObject(green)
    await expectAbsent(project, 'REPLACED-TREE')
  })

  it('has the bytes of the commit, whatever filters and line endings the clone sets', async () => {
    const project = await openProject({
      '.gitattributes': '*.ts text eol=crlf filter=swap export-subst\nhidden.ts export-ignore\n',
      'hidden.ts': "export const hidden = 'from a file that git archive leaves out $Format:%H$'\n",
      'main.ts': "import { hidden } from './hidden.ts'\nconsole.log(hidden)\n",
    })
    await project.git('config', 'filter.swap.smudge', 'sed s/leaves/SWAPPED/')
    await project.git('config', 'filter.swap.clean', 'cat')
    const ran = await compile(project, { inputs: once })
    expect(ran).toMatchObject(green)
    await expectAbsent(project, 'SWAPPED')
    const binary = (await readOutput(project)).get('kato-linux-x86_64')
    expect(binary?.includes('leaves out $Format:%H$')).toBe(true)
  })

  it('has no untracked file, also where the program imports one', async () => {
    const project = await openProject({ 'main.ts': "import './generated.ts'\n" })
    await project.write({ 'generated.ts': "console.log('UNTRACKED')\n" })
    const ran = await compile(project, { inputs: once })
    expect(ran).toMatchObject(red)
    expect(ran.messages).toContain('generated.ts')
    expect(await readOutput(project)).toEqual(new Map())
  })

  it('has an untracked file that include names, and the summary says so', async () => {
    const project = await openProject({ 'main.ts': "import './generated.ts'\n" })
    await project.write({ 'generated.ts': "console.log('UNTRACKED')\n" })
    const ran = await compile(project, { inputs: { ...once, include: 'generated.ts' } })
    expect(ran).toMatchObject(green)
    expect(ran.summary).toContain('generated.ts')
  })

  it.each([
    '../secret.txt',
    '/etc/hostname',
    '.git/config',
    'https://example.com/x.ts',
    'nothing.txt',
    'link',
  ])('never includes what is not a file of the checkout: %s', async (include) => {
    const project = await openProject()
    await symlink('/etc/hostname', join(project.folder, 'link'))
    const ran = await compile(project, { inputs: { ...once, include } })
    expect(ran).toMatchObject(red)
    expect(await readOutput(project)).toEqual(new Map())
  })

  const outside = '/etc/passwd'
  it.each<[string, Files]>([
    ['include in deno.json', { 'deno.json': `{"version":"1.2.3","compile":{"include":["${outside}"]}}` }],
    [
      'include in deno.json with ..',
      { 'deno.json': `{"version":"1.2.3","compile":{"include":["../../../../../../../..${outside}"]}}` },
    ],
    ['an import', { 'main.ts': `import t from '${outside}' with { type: 'text' }\nconsole.log(t)\n` }],
    [
      'an import by address',
      { 'main.ts': `import t from 'file://${outside}' with { type: 'text' }\nconsole.log(t)\n` },
    ],
    [
      'an import map',
      {
        'deno.json': `{"version":"1.2.3","imports":{"t":"file://${outside}"}}`,
        'main.ts': "import t from 't' with { type: 'text' }\nconsole.log(t)\n",
      },
    ],
  ])('never holds a file from outside of the commit: %s', async (_, files) => {
    const project = await openProject(files)
    const ran = await compile(project, { inputs: { ...once, flags: '--unstable-raw-imports' } })
    expect(ran).toMatchObject(red)
    expect(await readOutput(project)).toEqual(new Map())
  })

  it('is refused where a tracked symlink leaves the repository', async () => {
    const project = await openProject()
    await symlink('/etc/passwd', join(project.folder, 'data.txt'))
    await project.commit({ 'deno.json': '{"version":"1.2.3","compile":{"include":["data.txt"]}}' })
    await project.git('add', '--all')
    await project.git('commit', '--quiet', '-m', 'Link')
    expect(await compile(project, { inputs: once })).toMatchObject({ ...red, reason: 'source-unusable' })
  })
})

describe.skipIf(missing)('the environment of the runner', () => {
  async function compileBelow(files: Files, project: Project) {
    const around = await makeFolder()
    const temporary = join(around, 'temp')
    await mkdir(temporary)
    for (const [path, content] of Object.entries(files)) {
      await writeFile(join(around, path), content ?? '')
      await writeFile(join(temporary, path), content ?? '')
    }
    return compile(project, { inputs: once, environment: { RUNNER_TEMP: temporary } })
  }

  it.each<[string, Files]>([
    ['a workspace that the program would belong to', { 'deno.json': '{"workspace":["*","*/*","*/*/*"]}' }],
    ['packages', { 'package.json': '{"name":"x","dependencies":{"none-such":"1"}}' }],
  ])('is refused where %s is above the folder in which deno runs', async (_, files) => {
    const project = await openProject()
    const ran = await compileBelow(files, project)
    expect(ran).toMatchObject({ ...red, reason: 'project-invalid' })
    expect(ran.messages).toContain(Object.keys(files)[0])
    expect(await readOutput(project)).toEqual(new Map())
  })

  it('gives nothing to the program that deno does not search for', async () => {
    const files = {
      '.npmrc': 'registry=http://127.0.0.1:9/\n',
      'import_map.json': '{"imports":{"./greet.ts":"./planted.ts"}}',
    }
    const project = await openProject()
    expect(await compileBelow(files, project)).toMatchObject(green)
    expect(await sumsOf(project)).toBe(await plainSums())
  })

  it('changes no byte of a binary', async () => {
    const project = await openProject()
    const environment = {
      DENO_NO_PROMPT: '1',
      NODE_OPTIONS: '--max-old-space-size=64',
      DENO_V8_FLAGS: '--expose-gc',
      DENO_TRACE_PERMISSIONS: '1',
      DENO_CONDITIONS: 'planted',
      DENO_TLS_CA_STORE: 'system',
      DENO_CERT: '/nothing.pem',
      DENO_AUTH_TOKENS: 'x@example.com',
      NPM_CONFIG_REGISTRY: 'http://127.0.0.1:9/',
      DENO_NO_PACKAGE_JSON: '1',
      DENO_COMPAT: '1',
      OTEL_DENO: 'true',
      DENO_UNSTABLE_OTEL_DETERMINISTIC: '1',
      DENO_LOG: 'debug',
      RUST_LOG: 'trace',
      DENO_JOBS: '1',
      DENO_INSTALL_ROOT: '/tmp',
      GIT_DIR: '/nowhere',
      GIT_WORK_TREE: '/tmp',
      GIT_INDEX_FILE: '/tmp/none',
      DENO_DIR: '/proc/nowhere',
      SOURCE_DATE_EPOCH: '1',
      TZ: 'Asia/Kathmandu',
      LANG: 'tr_TR.UTF-8',
    }
    expect(await compile(project, { inputs: once, environment })).toMatchObject(green)
    expect(await sumsOf(project)).toBe(await plainSums())
  })
})

/** Returns the text of SHA256SUMS. */
async function sumsOf(project: Project): Promise<string | undefined> {
  return (await readOutput(project)).get('SHA256SUMS')?.toString()
}

let plain: Promise<string | undefined> | undefined
/** The sums of a run in which nothing of this is set: every project has the same commit. */
function plainSums(): Promise<string | undefined> {
  plain ??= (async () => {
    const project = await openProject()
    expect(await compile(project, { inputs: once })).toMatchObject(green)
    return sumsOf(project)
  })()
  return plain
}
