import { createHash } from 'node:crypto'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BundleRun } from '@suite/testkit/bundle'
import { allBaseTargets } from '@suite/testkit/deno'
import { beforeAll, describe, expect, it } from 'vitest'
import { createClone, openProject, openScript, type Project, program } from './project.ts'
import { green, missing, once, readOutput, red, setScene } from './scene.ts'

const { compile } = setScene({ shares: false })

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

describe.skipIf(missing)('all six targets', () => {
  let project: Project
  let ran: BundleRun
  let output: Map<string, Buffer>
  beforeAll(async () => {
    project = await createClone()
    await project.commit(program)
    ran = await compile(project, { inputs: { targets: allBaseTargets.join('\n') } })
    output = await readOutput(project)
    return () => rm(project.folder, { recursive: true, force: true })
  })

  it('are compiled, named, read back and compared with a second build', () => {
    expect(ran).toMatchObject({ ...green, reason: 'compiled' })
    const assets = ran.json<{ name: string; target: string; size: number; sha256: string }[]>('assets')
    expect(assets.map(({ target }) => target).sort()).toEqual([...allBaseTargets].sort())
    for (const { name, size, sha256: sum } of assets) {
      const bytes = output.get(name) ?? Buffer.alloc(0)
      expect([name, bytes.length, sha256(bytes)]).toEqual([name, size, sum])
    }
    expect(assets.map(({ name }) => name).sort()).toEqual([
      'kato-darwin-arm64',
      'kato-darwin-x86_64',
      'kato-linux-aarch64',
      'kato-linux-x86_64',
      'kato-windows-arm64.exe',
      'kato-windows-x86_64.exe',
    ])
  })

  it.each<[string, string, number, string]>([
    ['kato-linux-x86_64', '7f454c46', 18, '3e00'],
    ['kato-linux-aarch64', '7f454c46', 18, 'b700'],
    ['kato-darwin-x86_64', 'cffaedfe', 4, '07000001'],
    ['kato-darwin-arm64', 'cffaedfe', 4, '0c000001'],
    ['kato-windows-x86_64.exe', '4d5a', 0x84, '6486'],
    ['kato-windows-arm64.exe', '4d5a', 0x84, '64aa'],
  ])('%s is an executable of its system and machine, with the program inside', (name, magic, at, machine) => {
    const bytes = output.get(name) ?? Buffer.alloc(0)
    expect(bytes.toString('hex', 0, magic.length / 2)).toBe(magic)
    expect(bytes.toString('hex', at, at + machine.length / 2)).toBe(machine)
    expect(bytes.includes('hello ${name}')).toBe(true)
    expect(bytes.includes('"app_name":"kato"')).toBe(true)
    expect(bytes.includes('"prompt":false')).toBe(true)
  })

  it('are described by files that agree with each other and with the bytes', () => {
    const text = (name: string) => output.get(name)?.toString() ?? ''
    const manifest = JSON.parse(text('manifest.json'))
    const sums = text('SHA256SUMS')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('  '))
    expect(sums.map(([, name]) => name).sort()).toEqual(
      [...output.keys()].filter((name) => name !== 'SHA256SUMS').sort(),
    )
    for (const [sum, name = ''] of sums)
      expect([name, sum]).toEqual([name, sha256(output.get(name) ?? Buffer.alloc(0))])
    expect(manifest).toMatchObject({ name: 'kato', version: '1.2.3', reproducible: 'checked' })
    expect(manifest.createdFor).toMatch(/^2026-03-01T12:00:00/)
    for (const { name, built, published, size } of manifest.assets)
      expect([built, published, size]).toEqual([
        sha256(output.get(name) ?? Buffer.alloc(0)),
        built,
        output.get(name)?.length,
      ])
    expect(text('manifest.json')).not.toContain(project.folder)
  })

  it('are shown with what they may do, and one line of progress for each', () => {
    for (const target of allBaseTargets) expect(ran.stdout).toContain(target)
    expect(ran.summary).toContain('kato-linux-aarch64')
    expect(ran.summary).toMatch(/guard|publisher/)
  })

  it('are the same in another folder on another day', async () => {
    const other = await openProject()
    const again = await compile(other, {
      inputs: { targets: allBaseTargets.join('\n'), reproducible: 'off' },
    })
    expect(again).toMatchObject(green)
    const second = await readOutput(other)
    for (const { name } of ran.json<{ name: string }[]>('assets'))
      expect([name, second.get(name)?.equals(output.get(name) ?? Buffer.alloc(0))]).toEqual([name, true])
  })
})

describe.skipIf(missing)('the folder of the binaries', () => {
  it('is not written by a dry run, which decides the same', async () => {
    const project = await openScript()
    const ran = await compile(project, { inputs: { ...once, 'dry-run': 'true' } })
    expect(ran).toMatchObject(green)
    expect(await readOutput(project)).toEqual(new Map())
    const bad = await compile(project, {
      inputs: { ...once, 'dry-run': 'true', permissions: '--allow-read=/' },
    })
    expect(bad).toMatchObject(red)
  })

  it('has nothing after a cancelled run', async () => {
    const project = await openProject()
    const ran = await compile(project, {
      inputs: { targets: allBaseTargets.join('\n') },
      signal: { name: 'SIGTERM', when: 'x86_64-unknown-linux-gnu' },
    })
    expect(ran.outputs.verdict ?? 'fail').toBe('fail')
    expect(ran.exitCode).not.toBe(0)
    expect(await readOutput(project)).toEqual(new Map())
  })

  it('is refused if it holds a file that this action does not write', async () => {
    const project = await openProject({ '.gitignore': 'release-assets\n' })
    await project.write({ 'release-assets/notes.txt': 'x' })
    const ran = await compile(project, { inputs: once })
    expect(ran).toMatchObject({ ...red, reason: 'output-not-empty' })
    expect([...(await readOutput(project)).keys()]).toEqual(['notes.txt'])
  })

  it('is replaced as a whole by a second run', async () => {
    const project = await openScript({ '.gitignore': 'release-assets\n' })
    expect(await compile(project, { inputs: once })).toMatchObject(green)
    const first = await readOutput(project)
    expect(await compile(project, { inputs: once })).toMatchObject(green)
    expect(await readOutput(project)).toEqual(first)
  })

  it.each(['..', '.', '/etc', 'link', 'main.ts', '.git/out', 'release-assets/../..'])(
    'is never a place that holds something else: %s',
    async (place) => {
      const project = await openProject({ '.gitignore': 'link\nelsewhere\n' })
      await mkdir(join(project.folder, 'elsewhere'))
      await writeFile(join(project.folder, 'elsewhere/kept.txt'), 'kept')
      await symlink('elsewhere', join(project.folder, 'link'))
      const before = await project.git('status', '--porcelain')
      const ran = await compile(project, { inputs: { ...once, 'output-dir': place } })
      expect(ran).toMatchObject(red)
      expect(await project.git('status', '--porcelain')).toBe(before)
    },
  )

  it.each([
    'x86_64-unknown-linux-gnu=../kato',
    'x86_64-unknown-linux-gnu=SHA256SUMS',
    'x86_64-unknown-linux-gnu=manifest.json',
    'x86_64-unknown-linux-gnu=kato.cdx.json',
    'x86_64-unknown-linux-gnu=ka to',
    'x86_64-unknown-linux-gnu=.kato',
    'x86_64-pc-windows-msvc=kato',
    'none-such=kato',
    'x86_64-unknown-linux-gnu=kato\naarch64-unknown-linux-gnu=KATO',
  ])('has no name that a forge renames or that two files share: %j', async (names) => {
    const project = await openProject()
    const targets = 'x86_64-unknown-linux-gnu\naarch64-unknown-linux-gnu\nx86_64-pc-windows-msvc'
    expect(await compile(project, { inputs: { ...once, targets, names } })).toMatchObject(red)
    expect(await readOutput(project)).toEqual(new Map())
  })
})
