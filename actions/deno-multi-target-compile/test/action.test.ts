import { MANIFEST_NAME, readManifest } from '@suite/release-assets'
import { describe, expect, test } from 'vitest'
import { compileTargets } from '../src/action.ts'
import type { BinaryFacts } from '../src/binary-facts.ts'
import { literalRun, noPermissions } from './literal-ports.ts'

const start = (...args: Parameters<typeof literalRun>) => {
  const scene = literalRun(...args)
  return { ...scene, outcome: compileTargets(scene.run, scene.ports) }
}
const binaries = ['kato-linux-x86_64', 'kato-darwin-arm64']
const mac = ['kato-darwin-arm64']

describe('a run in which nothing is wrong', () => {
  test('writes the binaries, what is known about them, and the sums of all of it', async () => {
    const { outcome, did, written } = start()
    expect(await outcome).toMatchObject({
      verdict: 'pass',
      reason: 'compiled',
      outputs: {
        'manifest-path': '/workspace/release-assets/manifest.json',
        'checksums-path': '/workspace/release-assets/SHA256SUMS',
        'sbom-path': '/workspace/release-assets/kato.cdx.json',
        version: '1.2.3',
        commit: 'c'.repeat(40),
        permissions: noPermissions,
      },
    })
    const files = written.get('/workspace/release-assets') ?? []
    const [sbom, manifest] = ['kato.cdx.json', MANIFEST_NAME]
    expect(files.map(({ name }) => name)).toEqual([...binaries, sbom, manifest, 'SHA256SUMS'])
    const sums = files.flatMap((file) => ('text' in file ? [file.text] : [])).at(-1) ?? ''
    expect(sums.split('\n').map((line) => line.slice(66))).toEqual([
      'kato-darwin-arm64',
      'kato-linux-x86_64',
      'kato.cdx.json',
      'manifest.json',
      '',
    ])
    expect(did).toEqual([
      'build 1',
      ...binaries.map((name) => `read ${name}`),
      'run /build-1/x86_64-unknown-linux-gnu',
      'build 2',
      'write',
      'clean up',
    ])
  })

  test('writes a manifest that says how the binaries are built again', async () => {
    const { outcome, written } = start()
    await outcome
    const file = written.get('/workspace/release-assets')?.find(({ name }) => name === MANIFEST_NAME)
    const text = file !== undefined && 'text' in file ? file.text : ''
    expect(readManifest(text, MANIFEST_NAME)).toMatchObject({
      commit: 'c'.repeat(40),
      createdFor: '2026-01-02T03:04:05.000Z',
      arguments: ['--no-prompt'],
      reproducible: 'checked',
      documents: [{ name: 'kato.cdx.json', kind: 'sbom' }],
      assets: [
        { name: 'kato-linux-x86_64', glibc: '2.31', built: 'e'.repeat(64), published: 'e'.repeat(64) },
        { name: 'kato-darwin-arm64' },
      ],
    })
  })

  test('shows a reviewer what the binaries may do, and which files were not compiled', async () => {
    const { summary } = await start().outcome
    expect(summary).toContain('What the binaries may do')
    expect(summary).toContain('<code>read</code> | data')
    expect(summary).toContain('notes')
    expect(summary).toContain('equal byte for byte')
  })

  test('says what was not found out', async () => {
    const { outcome, did } = start({ reproducible: 'off', sbom: 'off' }, { host: undefined })
    const { story, outputs, verdict } = await outcome
    expect(verdict).toBe('pass')
    expect(story.join('\n')).toMatch(/No binary was run: nothing was compiled for this machine/)
    expect(story.join('\n')).toMatch(/No second build was made/)
    expect(outputs).not.toHaveProperty('sbom-path')
    expect(did).not.toContain('build 2')
  })

  test('writes nothing if it is a dry run', async () => {
    const { outcome, run, written } = start({ 'dry-run': true })
    expect(await outcome).toMatchObject({ verdict: 'pass', outputs: { version: '1.2.3' } })
    expect((await outcome).outputs).not.toHaveProperty('manifest-path')
    expect(written.size).toBe(0)
    expect(run.writes.records).toMatchObject([{ state: 'planned' }])
  })
})

describe('nothing is written, and what was built is removed, if', () => {
  const alter = (change: Partial<BinaryFacts>, only = binaries): Parameters<typeof literalRun> => [
    {},
    {},
    undefined,
    (name) => (only.includes(name) ? change : {}),
  ]

  test.each<[string, Parameters<typeof literalRun>]>([
    ['version-mismatch', [{}, {}, '1.2.2']],
    ['permission-broad', alter({ problems: [{ reason: 'permission-broad', what: 'run is broad' }] })],
    ['binary-wrong', alter({ problems: [{ reason: 'binary-wrong', what: 'it is none' }] }, mac)],
    ['binary-wrong', alter({ permissions: { ...noPermissions, run: { allow: 'all', deny: null } } }, mac)],
    ['not-reproducible', [{}, { compareFiles: async () => ['the embedded file /main.ts'] }]],
    [
      'smoke-failed',
      [{}, { runOnce: async (target) => ({ target, args: [], problem: 'ended with exit code 1' }) }],
    ],
  ])('%s', async (reason, args) => {
    const { outcome, written, did } = start(...args)
    expect(await outcome).toMatchObject({ verdict: 'fail', reason })
    expect((await outcome).outputs).not.toHaveProperty('manifest-path')
    expect((await outcome).outputs).not.toHaveProperty('assets')
    expect(written.size).toBe(0)
    expect(did.at(-1)).toBe('clean up')
  })

  test('a step throws', async () => {
    const { outcome, did } = start({}, { openCompiler: () => Promise.reject(new Error('no deno')) })
    await expect(outcome).rejects.toThrow('no deno')
    expect(did).toEqual(['clean up'])
  })

  test('names of files collide, before anything is looked at', async () => {
    const { outcome, did } = start({ names: new Map([['aarch64-apple-darwin', 'KATO-linux-x86_64']]) })
    await expect(outcome).rejects.toMatchObject({ reason: 'input-invalid' })
    expect(did).toEqual([])
  })

  test('the bytes are wrong, and then no binary is run', async () => {
    const wrong = alter({ problems: [{ reason: 'binary-wrong', what: 'it is none' }] })
    const { outcome, did } = start(...wrong)
    expect((await outcome).headline).toBe('all 2 binaries: it is none')
    expect(did.filter((step) => step.startsWith('run'))).toEqual([])
  })
})
