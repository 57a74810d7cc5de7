import { createHash } from 'node:crypto'
import { chmod, copyFile, link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { readManifest, readSums } from '@suite/release-assets'
import { makeBase } from '@suite/testkit/deno'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openProject, openScript, program } from './project.ts'
import { green, installed, missing, once, readOutput, red, setScene } from './scene.ts'

const scene = setScene()

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'origin-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Returns a PATH on which `deno` is a script that changes what it is asked to compile. */
async function pathWith(whenCompiling: string): Promise<string> {
  const folder = await temporaryFolder()
  const script = `#!/bin/bash\nreal='${installed.program}'\nif [ "$1" = compile ]; then\n${whenCompiling}\nfi\nexec "$real" "$@"\n`
  await writeFile(join(folder, 'deno'), script)
  await chmod(join(folder, 'deno'), 0o755)
  return [folder, process.env.PATH].join(delimiter)
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe.skipIf(missing !== undefined)('what the documents of a release say', () => {
  test('agrees with the bytes of every file, and names nothing of the machine', async () => {
    const project = await openProject()
    const run = await scene.compile(project, {
      inputs: { targets: 'x86_64-unknown-linux-gnu\naarch64-apple-darwin\nx86_64-pc-windows-msvc' },
      environment: { DENO_NO_PROMPT: '1', DENO_V8_FLAGS: '--expose-gc', OTEL_DENO: 'true' },
    })
    expect(run).toMatchObject(green)
    const files = await readOutput(project)
    const text = (name: string) => files.get(name)?.toString('utf8') ?? ''
    const sums = readSums(text('SHA256SUMS'), 'SHA256SUMS')
    expect(sums.map(({ name }) => name)).toEqual(
      [...files.keys()].filter((name) => name !== 'SHA256SUMS').sort(),
    )
    for (const { name, sha256: sum } of sums) expect(sha256(files.get(name) ?? Buffer.alloc(0))).toBe(sum)
    const { assets, documents } = readManifest(text('manifest.json'), 'manifest.json')
    for (const { name, size, published } of assets)
      expect({ size, published }).toEqual({
        size: files.get(name)?.length,
        published: sums.find((sum) => sum.name === name)?.sha256,
      })
    expect(documents).toMatchObject([{ name: 'kato.cdx.json', size: files.get('kato.cdx.json')?.length }])
    const bill = JSON.parse(text('kato.cdx.json')).components
    for (const [path, content] of Object.entries(program))
      if (path.endsWith('.ts'))
        expect(bill).toContainEqual(
          expect.objectContaining({
            name: path,
            hashes: [{ alg: 'SHA-256', content: sha256(Buffer.from(content ?? '')) }],
          }),
        )
    for (const name of ['manifest.json', 'kato.cdx.json', 'SHA256SUMS'])
      expect(text(name)).not.toMatch(/deno-multi-target-compile|\/tmp\/|\/home\//)
    expect(run.summary).toMatch(/The bill of materials lists \d+ parts, each with its hash/)
  })
})

describe.skipIf(missing !== undefined)(
  'a binary that is not the commit with the flags is not published, if',
  () => {
    test.each([
      [
        'another file starts it',
        'set -- "${@:1:$#-1}" ./greet.ts',
        'it starts with greet.ts, not with main.ts',
      ],
      [
        'a file was changed after it was laid out',
        `echo "export const greet = (name: string) => name + 'else'" > greet.ts`,
        'it holds other bytes than the commit: greet.ts',
      ],
      [
        'it may do more than the flags say',
        'set -- compile --allow-net=evil.example "${@:2}"',
        'net allows evil.example, which no line of `permissions` says',
      ],
      [
        'something is not denied that the flags deny',
        'set -- $(printf "%s\\n" "$@" | grep -v deny-read)',
        'read denies nothing, and `permissions` has --deny-read',
      ],
      ['it gets arguments', 'set -- "$@" extra', 'it starts with arguments that no input gives'],
    ])('%s', async (_, whenCompiling, says) => {
      // What deno makes of TypeScript is another file in the binary, so a changed file is one of TypeScript.
      const project = await (whenCompiling.includes('.ts') ? openProject() : openScript())
      const permissions = '--allow-read=data\n--deny-read=data/key'
      const run = await scene.compile(project, {
        path: await pathWith(whenCompiling),
        inputs: { ...once, permissions },
      })
      expect(run).toMatchObject({ ...red, reason: 'binary-wrong' })
      expect(run.messages).toContain(`kato-linux-x86_64: ${says}`)
      expect(run.messages.split('\n')[1]).toMatch(/^Find out which program is called deno/)
      expect(await readOutput(project)).toEqual(new Map())
    })

    test('deno would take a runtime that nobody checked, because it lies next to deno', async () => {
      const folder = join(await temporaryFolder(), 'target/release')
      await mkdir(folder, { recursive: true })
      const place = join(folder, 'deno')
      await link(installed.program, place).catch(() => copyFile(installed.program, place))
      await writeFile(join(folder, 'denort'), makeBase('x86_64-unknown-linux-gnu', { prints: 'other' }))
      const project = await openScript()
      const path = [folder, process.env.PATH].join(delimiter)
      const run = await scene.compile(project, { path, inputs: once })
      expect(run).toMatchObject({ ...red, reason: 'deno-unusable' })
      expect(run.messages).toContain('denort, which nobody checks')
    })

    test.each([
      ['files with secrets are included', { include: 'assets' }, '.env.production'],
      [
        'a set leads above the folder of the build',
        { permissions: '-P=wide' },
        'absolute, so the binary grants',
      ],
    ])('%s', async (_, inputs, says) => {
      const config = { name: '@acme/kato', version: '1.2.3', permissions: { wide: { read: ['../../..'] } } }
      const project = await openScript({
        'deno.json': JSON.stringify(config),
        'assets/.env.production': 'KEY=s3cret\n',
        'assets/.env.example': 'KEY=\n',
      })
      const run = await scene.compile(project, { inputs: { ...once, ...inputs } })
      expect(run).toMatchObject({ ...red, reason: 'binary-leaks' })
      expect(run.messages).toContain(says)
      expect(run.stdout + run.summary).not.toContain('s3cret')
    })
  },
)

describe.skipIf(missing !== undefined)('a binary is published, if', () => {
  test('its files have a mark of their byte order, odd names or line ends of Windows', async () => {
    const project = await openProject({
      'a b/start 1é.ts': '\ufeffimport data from "./d.json" with { type: "json" }\r\nconsole.log(data)\r\n',
      'a b/d.json': '\ufeff{"a":1}',
      'a b/c.cjs': 'exports.x = 1\n',
      '.gitattributes': '*.ts text eol=crlf\n',
    })
    const run = await scene.compile(project, {
      inputs: { ...once, sbom: 'cyclonedx', entrypoint: 'a b/start 1é.ts', include: 'a b/c.cjs' },
    })
    expect(run).toMatchObject(green)
  })
})
