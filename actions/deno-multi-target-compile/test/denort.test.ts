import { faults } from '@suite/testkit/core'
import {
  type ArchiveHostOptions,
  makeArchive,
  makeBase,
  makeZip,
  startArchiveHost,
} from '@suite/testkit/deno'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openScript } from './project.ts'
import { green, installed, missing, once, readOutput, red, setScene } from './scene.ts'

const { compile } = setScene()
const linux = 'x86_64-unknown-linux-gnu'
const arm = 'aarch64-unknown-linux-gnu'
const prints = 'kato 1.2.3'

async function openHost(options: Partial<ArchiveHostOptions> = {}) {
  const archives = await startArchiveHost({ version: installed.version, prints, ...options })
  onTestFinished(() => archives.close())
  return archives
}

type Archives = Awaited<ReturnType<typeof openHost>>
const planted = makeArchive(linux, makeBase(linux, { prints: 'planted' }))

describe.skipIf(missing)('the runtime', () => {
  it.each<[string, (archives: Archives) => void]>([
    ['an altered archive', (archives) => archives.replace(linux, planted)],
    [
      'an archive that is cut off',
      (archives) => archives.replace(linux, archives.archiveOf(linux).subarray(0, -30)),
    ],
    ['altered sums', (archives) => archives.replaceSums(linux, `${'0'.repeat(64)}  denort-${linux}.zip\n`)],
    ['sums of another file', (archives) => archives.replaceSums(linux, archives.sums().split('\n')[1])],
    ['no sums', (archives) => archives.replaceSums(linux, undefined)],
    ['empty sums', (archives) => archives.replaceSums(linux, '')],
    ['a page instead of the sums', (archives) => archives.replaceSums(linux, '<html>Not here</html>')],
    ['no archive', (archives) => archives.remove(linux)],
    [
      'a page with 200 instead of the archive',
      (archives) => archives.replace(linux, Buffer.from('<html>Sign in</html>'), { withSums: true }),
    ],
    ['an empty archive', (archives) => archives.replace(linux, Buffer.alloc(0), { withSums: true })],
    [
      'a base of another machine, whose sums are right',
      (archives) =>
        archives.replace(linux, makeArchive(linux, makeBase(arm, { prints })), { withSums: true }),
    ],
    [
      'a base of another system, whose sums are right',
      (archives) =>
        archives.replace(linux, makeArchive(linux, makeBase('x86_64-apple-darwin', { prints })), {
          withSums: true,
        }),
    ],
    [
      'an archive without the program, whose sums are right',
      (archives) =>
        archives.replace(linux, makeZip([{ name: 'other', data: Buffer.from('x') }]), { withSums: true }),
    ],
    [
      'a base that is not a program, whose sums are right',
      (archives) => archives.replace(linux, makeArchive(linux, Buffer.from('text\n')), { withSums: true }),
    ],
    [
      'a connection that breaks',
      (archives) =>
        archives.host.inject({
          match: ({ path }) => path.endsWith('.zip'),
          fault: faults.resetAfterHeaders(100),
        }),
    ],
  ])('with %s gives no binary', async (_, spoil) => {
    const archives = await openHost()
    spoil(archives)
    const project = await openScript()
    const ran = await compile(project, { archives, inputs: { ...once, timeout: '20s' } })
    expect(ran).toMatchObject(red)
    expect(ran.reason).not.toMatch(/^(bug|deadline-passed)$/)
    expect(ran.messages).toMatch(/denort|runtime|x86_64/)
    expect(await readOutput(project)).toEqual(new Map())
  })

  it('is checked against the committed sums, which the host cannot change', async () => {
    const archives = await openHost()
    const project = await openScript({ 'denort.sums': archives.sums() })
    const inputs = { ...once, 'denort-sums': 'denort.sums' }
    const ran = await compile(project, { archives, inputs })
    expect(ran).toMatchObject(green)
    expect(JSON.parse((await readOutput(project)).get('manifest.json')?.toString() ?? '')).toMatchObject({
      deno: { bases: [{ target: linux, checkedAgainst: 'committed-sums' }] },
    })
    archives.replace(linux, planted, { withSums: true })
    expect(await compile(project, { archives, inputs })).toMatchObject(red)
  })

  it.each([
    ['lack it', `${'1'.repeat(64)}  denort-${arm}.zip\n`],
    ['are changed without a commit', undefined],
  ])('is not used if the committed sums %s', async (_, text) => {
    const archives = await openHost()
    const project = await openScript({ 'denort.sums': text ?? `${'1'.repeat(64)}  denort-${linux}.zip\n` })
    if (text === undefined) await project.write({ 'denort.sums': archives.sums() })
    const ran = await compile(project, { archives, inputs: { ...once, 'denort-sums': 'denort.sums' } })
    expect(ran).toMatchObject(red)
  })

  it.each(['format-list', 'format-list-utf16'] as const)(
    'is checked against sums as PowerShell writes them: %s',
    async (sumsForm) => {
      const archives = await openHost({ sumsForm, deflate: true })
      expect(await compile(await openScript(), { archives, inputs: once })).toMatchObject(green)
    },
  )

  it('is never taken from DENORT_BIN', async () => {
    const project = await openScript()
    const ran = await compile(project, { inputs: once, environment: { DENORT_BIN: '/bin/true' } })
    expect(ran).toMatchObject({ ...red, reason: 'deno-unusable' })
    expect(ran.messages).toContain('DENORT_BIN')
  })
})
