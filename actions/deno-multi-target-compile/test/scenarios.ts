import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { deno, makeArchive, makeBase, startArchiveHost } from '@suite/testkit/deno'
import { startGitHub } from '@suite/testkit/github'
import { fixedClock, type RunChanges, runInWorld, type Scenario, type World } from '@suite/testkit/sweep'
import { lackOfRelease, namesIn } from './sweep/what-is-released.ts'

const run = promisify(execFile)
const linux = 'x86_64-unknown-linux-gnu'
const program = {
  'deno.json': '{\n  "name": "@acme/kato",\n  "version": "1.2.3"\n}\n',
  'main.js': "import { greet } from './greet.js'\nconsole.log(greet('kato'))\n",
  'greet.js': 'export const greet = (name) => `hello ${name}`\n',
}
const holds = ['hello ${name}', '"app_name":"kato"']

async function commitFiles(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
  const person = { NAME: 'Ada', EMAIL: 'ada@example.com', DATE: '2026-03-01T12:00:00Z' }
  const people = ['AUTHOR', 'COMMITTER'].flatMap((who) =>
    Object.entries(person).map(([what, value]) => [`GIT_${who}_${what}`, value] as const),
  )
  const env = {
    PATH: process.env.PATH,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...Object.fromEntries(people),
  }
  const git = async (...args: readonly string[]) =>
    (await run('git', args, { cwd: folder, env })).stdout.trim()
  for (const [path, content] of Object.entries(files)) await writeFile(join(folder, path), content)
  await git('init', '--quiet', '--initial-branch', 'main')
  await git('add', '--all')
  await git('commit', '--quiet', '--message', 'Begin')
  return git('rev-parse', 'HEAD')
}

interface Compiled {
  readonly files?: Readonly<Record<string, string>>
  readonly inputs?: Readonly<Record<string, string>>
  /** Serves another runtime than the sums are about. */
  readonly planted?: true
}

/** Opens a clone that the real deno compiles. */
async function openWorld(
  { files = {}, inputs = {}, planted }: Compiled,
  missing: (assets: string) => Promise<string | undefined>,
): Promise<World> {
  if ('missing' in deno) throw new Error(deno.missing)
  const { version } = deno
  const [archives, github] = await Promise.all([
    startArchiveHost({ version, prints: 'kato 1.2.3' }),
    startGitHub({ now: fixedClock }),
  ])
  if (planted) archives.replace(linux, makeArchive(linux, makeBase(linux, { prints: 'planted' })))
  const repository = await github.createRepository('acme/kato')
  await repository.commit({ branch: 'main', files: program })
  const root = await mkdtemp(join(tmpdir(), 'compile-sweep-'))
  const workspace = join(root, 'kato')
  await mkdir(workspace)
  const token = github.token({ permissions: { contents: 'read' } })
  const options = {
    forge: github.forge,
    event: { name: 'workflow_dispatch', payload: { repository: { default_branch: 'main' } } },
    repository: 'acme/kato',
    sha: await commitFiles(workspace, { ...program, ...files }),
    ref: 'refs/heads/main',
    workspace,
    token,
    log: archives.host.log,
    inputs: {
      entrypoint: 'main.js',
      name: 'kato',
      version: '1.2.3',
      'denort-url': `${archives.url}/release`,
      targets: linux,
      reproducible: 'off',
      sbom: 'off',
      'smoke-args': '',
      timeout: '10m',
      ...inputs,
    },
  }
  return {
    hosts: { archives: archives.host, github: github.host },
    programs: [{ name: 'deno', folder: dirname(deno.program) }, { name: 'git' }],
    secrets: [token],
    subjects: ['acme/kato', 'denort', 'release-assets', linux, 'kato-', 'main.js', 'x86_64-pc-windows-msvc'],
    run: (changes?: RunChanges) => runInWorld('deno-multi-target-compile', options, changes),
    missing: () => missing(join(workspace, 'release-assets')),
    async close() {
      await Promise.all([archives.close(), github.close(), rm(root, { recursive: true, force: true })])
    },
  }
}

const forLinux = { name: 'kato-linux-x86_64', magic: '7f454c46', holds }
const forWindows = { name: 'kato-windows-x86_64.exe', magic: '4d5a', holds }

export const scenarios: readonly Scenario[] = [
  {
    name: 'compiles for Linux',
    deserves: 'pass',
    open: () => openWorld({}, (assets) => lackOfRelease(assets, [forLinux])),
  },
  {
    name: 'compiles for Windows and compares a second build',
    deserves: 'pass',
    open: () =>
      openWorld({ inputs: { targets: 'x86_64-pc-windows-msvc', reproducible: 'check' } }, (assets) =>
        lackOfRelease(assets, [forWindows]),
      ),
  },
  {
    name: 'dry run',
    deserves: 'pass',
    open: () =>
      openWorld({ inputs: { 'dry-run': 'true' } }, async (assets) => {
        const names = await namesIn(assets)
        return names && `a dry run wrote ${names.join(', ') || 'a folder'}`
      }),
  },
  {
    name: 'fails a program that imports a file which is not there',
    deserves: 'fail',
    open: () =>
      openWorld({ files: { 'main.js': "import './gone.js'\n" } }, async () => 'the program cannot start'),
  },
  {
    name: 'fails a runtime that its sums do not describe',
    deserves: 'fail',
    open: () => openWorld({ planted: true }, async () => 'somebody planted the runtime'),
  },
]
