import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { faults } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { bundleFor, filesOf, writeFiles } from './release-folder.ts'
import { expectPublished, green, red, type Shop, setScene } from './scene.ts'

const scene = setScene()

/** Each way in which a folder is not what was built, and what the message must say. */
const folders: readonly (readonly [string, string, (shop: Shop) => Promise<unknown>])[] = [
  ['a missing file', 'kato-linux-aarch64 is missing', ({ folder }) => rm(join(folder, 'kato-linux-aarch64'))],
  ['a file too many', '"notes.txt" is a file', ({ folder }) => writeFile(join(folder, 'notes.txt'), 'x')],
  ['a folder too many', '"debug" is a folder', ({ folder }) => mkdir(join(folder, 'debug'))],
  [
    'an empty file',
    'kato-darwin-arm64 is empty',
    ({ folder }) => writeFile(join(folder, 'kato-darwin-arm64'), ''),
  ],
  [
    'a changed byte',
    'kato-linux-x86_64 has the SHA-256',
    ({ folder, files }) =>
      writeFile(
        join(folder, 'kato-linux-x86_64'),
        files['kato-linux-x86_64']?.replace('bytes', 'bytez') ?? '',
      ),
  ],
  [
    'a symlink to the true bytes',
    'kato-linux-x86_64 is not a regular file, but a symlink',
    async ({ folder, workspace }) => {
      await rename(join(folder, 'kato-linux-x86_64'), join(workspace, 'true'))
      await symlink(join(workspace, 'true'), join(folder, 'kato-linux-x86_64'))
    },
  ],
  [
    'a name that differs by case',
    '"KATO-linux-x86_64" and "kato-linux-x86_64" differ only by case',
    ({ folder }) => writeFile(join(folder, 'KATO-linux-x86_64'), 'x'),
  ],
  [
    'a name with a blank',
    'the name "a b" has a character',
    ({ folder }) => writeFile(join(folder, 'a b'), 'x'),
  ],
  [
    'sums of another build',
    'SHA256SUMS says',
    async ({ folder, files }) =>
      writeFile(
        join(folder, 'SHA256SUMS'),
        files.SHA256SUMS?.replace(/^[0-9a-f]/, (digit) => (digit === '0' ? '1' : '0')) ?? '',
      ),
  ],
  [
    'sums without a file',
    'SHA256SUMS does not list',
    async ({ folder, files }) =>
      writeFile(join(folder, 'SHA256SUMS'), files.SHA256SUMS?.split('\n').slice(1).join('\n') ?? ''),
  ],
]

describe('nothing is sent', () => {
  it.each(folders)('with %s', async (_, says, change) => {
    const shop = await scene.shop()
    await change(shop)
    const ran = await shop.run()
    expect(ran).toMatchObject({ ...red, reason: 'files-differ' })
    expect(ran.messages).toContain(says)
    expect(ran.log).toEqual([])
  })

  it.each([
    ['a tag of another version', { tag: 'v1.2.4' }, 'tag-version-differs'],
    ['a tag whose longest version is another one', { tag: 'v2.0.0-1.2.3' }, 'tag-version-differs'],
    ['another commit', { ref: 'b'.repeat(40) }, 'commit-differs'],
    ['a branch as ref', { ref: 'main' }, 'input-invalid'],
    ['a tag that is a ref', { tag: 'refs/tags/v1.2.3' }, 'input-invalid'],
    ['a start of notes that nobody generates', { 'notes-from': 'v1.0.0' }, 'input-invalid'],
    ['a latest prerelease', { prerelease: 'true', 'make-latest': 'true' }, 'input-invalid'],
    ['a file of notes that is not there', { 'notes-path': 'n.md' }, 'notes-unusable'],
  ])('for %s', async (_, inputs, reason) => {
    const ran = await (await scene.shop()).run({ inputs: inputs as Record<string, string> })
    expect(ran).toMatchObject({ ...red, reason })
    expect(ran.log).toEqual([])
  })

  it('for a prerelease that is not marked as one', async () => {
    const shop = await scene.shop()
    await writeFiles(shop.folder, filesOf({ commit: shop.commit, version: '1.2.3-rc.1' }))
    const ran = await shop.run({ inputs: { tag: 'v1.2.3-rc.1' } })
    expect(ran).toMatchObject({ ...red, reason: 'prerelease-unmarked' })
    expect(ran.log).toEqual([])
  })

  it('for notes that are too long, and the message says by how much', async () => {
    const shop = await scene.shop()
    await writeFile(join(shop.workspace, 'notes.md'), 'n'.repeat(124_999))
    const ran = await shop.run({ inputs: { 'notes-path': 'notes.md' } })
    expect(ran).toMatchObject({ ...red, reason: 'release-body-too-long' })
    expect(ran.messages).toMatch(/Shorten the notes by \d+ characters/)
    expect(ran.log).toEqual([])
  })
})

it.each([
  ['has another byte', (text: string) => text.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))],
  ['has grown', (text: string) => `${text}\n`],
])('a file that %s since it was compared is not published, and is named', async (_, change) => {
  const shop = await scene.shop()
  const path = join(shop.folder, 'SHA256SUMS')
  shop.host.inject({
    match: ({ path: asked, method }) => asked.includes(shop.repository.fullName) && method === 'POST',
    fault: faults.meanwhile(async () => writeFile(path, change(shop.files.SHA256SUMS ?? ''))),
    times: 1,
  })
  const ran = await shop.run()
  expect(ran).toMatchObject({ ...red, reason: 'files-differ' })
  expect(ran.messages).toContain('SHA256SUMS was changed')
  expect(shop.releases.list().map(({ isDraft }) => isDraft)).toEqual([true])
})

describe('attestations of the build', () => {
  const bundleName = 'kato-1.2.3.intoto.jsonl'

  it('are published as one file, and the notes say how to verify with it', async () => {
    const shop = await scene.shop()
    const origin = { repository: shop.url, commit: shop.commit }
    await writeFile(join(shop.workspace, 'a.json'), bundleFor(shop.files, origin))
    await writeFile(join(shop.workspace, 'b.json'), `${bundleFor(shop.files)}\n${bundleFor(shop.files)}\n`)
    const ran = await shop.run({ inputs: { attestations: 'a.json\nb.json' } })
    expect({ ...ran, messages: ran.messages }).toMatchObject({ ...green, reason: 'published' })
    await expectPublished(shop, [bundleName])
    const [release] = shop.releases.list()
    const bundle = release?.assets.find(({ name }) => name === bundleName)
    expect(String(bundle?.bytes).trim().split('\n')).toHaveLength(3)
    expect(release?.body).toContain(`--bundle ${bundleName}`)

    // A job that attests again gives other bundles; those that are published still cover the release.
    await writeFile(join(shop.workspace, 'a.json'), bundleFor(shop.files).replace('c2lnbmF0dXJl', 'b3RoZXI='))
    const again = await shop.run({ inputs: { attestations: 'a.json', existing: 'resume' } })
    expect(again).toMatchObject({ ...green, reason: 'already-published' })
  })

  it.each([
    [
      'about another file',
      (shop: Shop) => bundleFor({ ...shop.files, more: 'x' }),
      'which is not a file of this release',
    ],
    [
      'without one of the files',
      ({ files: { SHA256SUMS: _, ...rest } }: Shop) => bundleFor(rest),
      'no bundle is about SHA256SUMS',
    ],
    [
      'of the same bytes from another repository',
      ({ files, commit }: Shop) =>
        bundleFor(files, { repository: 'https://github.com/mallory/kato', commit }),
      'a workflow of https://github.com/mallory/kato',
    ],
    [
      'of the same bytes from another commit',
      ({ files, url }: Shop) => bundleFor(files, { repository: url, commit: 'e'.repeat(40) }),
      'built from eeee',
    ],
    ['that are no bundles', () => '{}', 'is not a Sigstore bundle'],
    ['that are empty', () => '\n', 'holds no bundle'],
  ])('%s are refused before a request', async (_, make, says) => {
    const shop = await scene.shop()
    await writeFile(join(shop.workspace, 'a.json'), make(shop))
    const ran = await shop.run({ inputs: { attestations: 'a.json' } })
    expect(ran).toMatchObject({ ...red, reason: 'attestation-differs' })
    expect(ran.messages).toContain(says)
    expect(ran.log).toEqual([])
  })
})
