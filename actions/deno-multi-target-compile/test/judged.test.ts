import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { makeArchive, makeBase, startArchiveHost } from '@suite/testkit/deno'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openProject, openScript } from './project.ts'
import { green, installed, missing, once, readOutput, red, setScene } from './scene.ts'

const { compile } = setScene()
const linux = 'x86_64-unknown-linux-gnu'

/** Puts a program named deno first on PATH, which runs the real one and then a command of the shell. */
async function wrapDeno(script: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wrapped-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'deno')
  await writeFile(file, `#!/bin/sh\nreal=${installed.program}\nstate=${folder}\n${script}\n`)
  await chmod(file, 0o755)
  return [folder, process.env.PATH].join(delimiter)
}

/** Lines of a shell that set `out` to the value of `-o` or `--output`. */
const findOutput = `
out=; last=
for each in "$@"; do
  case "$last" in -o|--output) out=$each;; esac
  case "$each" in --output=*) out=\${each#--output=};; -o=*) out=\${each#-o=};; esac
  last=$each
done`

async function expectNothing(
  run: ReturnType<typeof compile>,
  project: Parameters<typeof readOutput>[0],
  reason: RegExp,
) {
  const ran = await run
  expect(ran).toMatchObject(red)
  expect(ran.reason).toMatch(reason)
  expect(await readOutput(project)).toEqual(new Map())
  return ran
}

describe.skipIf(missing)('a binary', () => {
  it.each<[string, string, RegExp]>([
    [
      'is not written',
      'case "$1" in compile) exit 0;; esac; exec "$real" "$@"',
      /binary-wrong|compile-failed/,
    ],
    [
      'is the base alone',
      `case "$1" in compile) ${findOutput}\ncp /bin/true "$out"; exit 0;; esac; exec "$real" "$@"`,
      /binary-wrong/,
    ],
    [
      'has 114 bytes',
      `"$real" "$@"; code=$?; case "$1" in compile) ${findOutput}\nhead -c 114 "$out" > "$out.x"; mv "$out.x" "$out";; esac; exit $code`,
      /binary-wrong/,
    ],
    [
      'has bytes after its end',
      `"$real" "$@"; code=$?; case "$1" in compile) ${findOutput}\nprintf 'd3n0l4nd' >> "$out";; esac; exit $code`,
      /binary-wrong|not-reproducible/,
    ],
    [
      'is for another target',
      `case "$1" in compile) set -- $(printf '%s\\n' "$@" | sed 's/x86_64-unknown-linux-gnu/aarch64-unknown-linux-gnu/');; esac; exec "$real" "$@"`,
      /binary-wrong|compile-failed/,
    ],
    [
      'has more permissions than the action asked for',
      'case "$1" in compile) shift; exec "$real" compile --allow-run "$@";; esac; exec "$real" "$@"',
      /permission-broad|binary-wrong/,
    ],
    [
      'has arguments that nobody asked for',
      'case "$1" in compile) exec "$real" "$@" --planted;; esac; exec "$real" "$@"',
      /./,
    ],
    [
      'holds the values of an .env file',
      `case "$1" in compile) shift; echo SECRET=abcdefgh > "$state/e"; exec "$real" compile --env-file="$state/e" "$@";; esac; exec "$real" "$@"`,
      /binary-leaks/,
    ],
    [
      'checks no certificates',
      'case "$1" in compile) shift; exec "$real" compile --unsafely-ignore-certificate-errors "$@";; esac; exec "$real" "$@"',
      /binary-leaks|permission-broad/,
    ],
    [
      'has another name',
      'case "$1" in compile) set -- $(printf \'%s\\n\' "$@" | sed \'s/^--app-name=kato$/--app-name=other/; s/^kato$/other/\');; esac; exec "$real" "$@"',
      /name-mismatch/,
    ],
  ])('that %s is not published', async (_, script, reason) => {
    const project = await openScript()
    const path = await wrapDeno(script)
    await expectNothing(compile(project, { path, inputs: { ...once, targets: linux } }), project, reason)
  })

  it('whose second build differs is not published, and the message names the file that differs', async () => {
    const project = await openScript()
    const path = await wrapDeno(
      'case "$1" in compile) if [ -e "$state/seen" ]; then find "$PWD" -name greet.js -exec touch -d 2001-01-01 {} +; fi; : > "$state/seen";; esac; exec "$real" "$@"',
    )
    const ran = await expectNothing(
      compile(project, { path, inputs: { ...once, reproducible: 'check' } }),
      project,
      /not-reproducible/,
    )
    expect(ran.messages).toContain('greet.js')
  })

  it('of another version of deno than deno-version is not built', async () => {
    const project = await openScript()
    const inputs = { ...once, 'deno-version': '2.0.0' }
    await expectNothing(compile(project, { inputs }), project, /deno-unusable/)
  })

  it.each<[string, Record<string, string>]>([
    ['deno.json', {}],
    ['a leading v', { version: 'v1.2.3' }],
    ['another version', { version: '1.2.4' }],
    ['another case', { version: '1.2.3-RC' }],
  ])('has the version of deno.json: %s', async (name, inputs) => {
    const project = await openScript(name === 'deno.json' ? { 'deno.json': '{"version":"1.2.30"}' } : {})
    await expectNothing(
      compile(project, { inputs: { ...once, ...inputs } }),
      project,
      /version-mismatch|input-invalid/,
    )
  })

  it('of a program whose types are wrong is not published', async () => {
    const project = await openProject({ 'greet.ts': 'export const greet = (n: number): string => `${n}`\n' })
    const ran = await expectNothing(compile(project, { inputs: once }), project, /types-wrong/)
    expect(ran.messages).toContain('main.ts')
  })

  it.each(['permissions as a set with a relative path', 'as an absolute path'])(
    'has no path of the machine: %s',
    async (what) => {
      const read = what.startsWith('as') ? [process.cwd()] : ['data']
      const project = await openScript({
        'deno.json': JSON.stringify({ version: '1.2.3', permissions: { small: { read: ['data'] } } }),
      })
      const permissions = what.startsWith('as') ? `--allow-read=${project.folder}/data` : '-P=small'
      const ran = await expectNothing(
        compile(project, { inputs: { ...once, permissions } }),
        project,
        /binary-leaks|permission|input-invalid|project-invalid/,
      )
      if (!what.startsWith('as')) expect(ran.messages).toContain(`--allow-read=${read[0]}`)
    },
  )

  it('is published with the permissions that its bytes hold', async () => {
    const project = await openScript()
    const permissions = '--allow-read=data,README.md\n--allow-net=api.example.com:443\n--deny-env=SECRET'
    const ran = await compile(project, { inputs: { ...once, permissions } })
    expect(ran).toMatchObject(green)
    expect(ran.json('permissions')).toMatchObject({
      read: { allow: ['README.md', 'data'] },
      net: { allow: ['api.example.com:443'] },
      env: { allow: null, deny: ['SECRET'] },
      run: { allow: null },
    })
  })

  it('may have a broad permission only with a reason', async () => {
    const project = await openScript()
    const inputs = { ...once, permissions: '--allow-run' }
    const policy = 'run: starts the editor of the user'
    const ran = await compile(project, { inputs: { ...inputs, 'permission-policy': policy } })
    expect(ran).toMatchObject(green)
    expect(ran.summary).toContain('starts the editor of the user')
    await rm(join(project.folder, 'release-assets'), { recursive: true })
    for (const bad of ['run:', 'run', 'read: not this one', 'all: everything', 'run:   ', 'fly: to the moon'])
      expect(await compile(project, { inputs: { ...inputs, 'permission-policy': bad } })).toMatchObject(red)
  })
})

describe.skipIf(missing || process.platform !== 'linux' || process.arch !== 'x64')('the smoke run', () => {
  it.each<[string, (base: Buffer) => Buffer, string]>([
    ['prints another version', (base) => base, 'kato 1.2.4'],
    ['exits with 1', (base) => replaced(base, '31ff0f05', '90900f05'), 'kato 1.2.3'],
    ['crashes', (base) => replaced(base, '31ff0f05', '0f0b0f05'), 'kato 1.2.3'],
  ])('of a binary that %s fails the run', async (_, alter, prints) => {
    const archives = await startArchiveHost({ version: installed.version, prints })
    onTestFinished(() => archives.close())
    archives.replace(linux, makeArchive(linux, alter(makeBase(linux, { prints }))), { withSums: true })
    const project = await openScript()
    const run = compile(project, { archives, inputs: { ...once, 'smoke-args': '--version' } })
    await expectNothing(run, project, /smoke-failed/)
  })
})

function replaced(bytes: Buffer, before: string, after: string): Buffer {
  const hex = bytes.toString('hex')
  expect(hex.split(before)).toHaveLength(2)
  return Buffer.from(hex.replace(before, after), 'hex')
}
