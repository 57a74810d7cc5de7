import { commonReasons, OutsideError } from '@suite/errors'
import type { Release, ReleaseAsset } from '@suite/forge'
import { type BakedPermissions, manifestFormat, permissionNames, writeManifest } from '@suite/release-assets'
import { describe, expect, test } from 'vitest'
import { type ReadReleases, readFormer } from './former-permissions.ts'

const nothing = Object.fromEntries(
  permissionNames.map((name) => [name, { allow: null, deny: null }]),
) as unknown as BakedPermissions
const sha256 = 'a'.repeat(64)
const manifest = (name: string) =>
  writeManifest({
    schema: manifestFormat,
    name,
    version: '1.0.0',
    commit: 'b'.repeat(40),
    createdFor: '2026-01-01T00:00:00Z',
    deno: {
      version: '2.9.6',
      bases: [{ target: 'x86_64-apple-darwin', archiveSha256: sha256, checkedAgainst: 'committed-sums' }],
    },
    entrypoint: 'main.ts',
    arguments: [],
    permissions: nothing,
    assets: [{ name, target: 'x86_64-apple-darwin', size: 1, built: sha256, published: sha256 }],
    documents: [],
    reproducible: 'checked',
  })

function releasesWith(
  texts: readonly (string | Uint8Array)[],
  more: Partial<ReleaseAsset> = {},
): ReadReleases {
  const release = { id: 7, tag: 'v1.0.0' } as Release
  return {
    latest: async () => release,
    assets: async () =>
      texts.map((text, id) => ({
        id,
        name: 'manifest.json',
        size: text.length,
        isWhole: true,
        sha256: undefined,
        ...more,
      })),
    async readAsset(_, { id }, into) {
      await into.receive(
        (async function* () {
          yield Buffer.from(texts[id] ?? '')
        })(),
      )
    },
  }
}

describe('the permissions of the latest release', () => {
  test('are read from its manifest', async () => {
    expect(await readFormer(releasesWith([manifest('kato')]), 'kato')).toEqual({
      kind: 'release',
      tag: 'v1.0.0',
      permissions: nothing,
    })
  })

  test('do not exist before the first release', async () => {
    const none: ReadReleases = { ...releasesWith([]), latest: async () => undefined }
    expect(await readFormer(none, 'kato')).toEqual({ kind: 'none' })
  })

  test.each([
    ['does not exist', releasesWith([])],
    ['exists twice', releasesWith([manifest('kato'), manifest('kato')])],
    ['is not whole', releasesWith([manifest('kato')], { isWhole: false })],
    ['is not whole', releasesWith([''])],
    ['is not whole', releasesWith([manifest('kato')], { size: 5 * 1024 * 1024 })],
    ['is about another program, other', releasesWith([manifest('other')])],
    ['cannot be read', releasesWith(['{"schema":"release-manifest/1"}'])],
    ['cannot be read', releasesWith(['not JSON'])],
    ['is not text', releasesWith([Uint8Array.of(0xff, 0xfe, 0xff)])],
  ])('are unknown, and not "unchanged", if its manifest %s', async (why, releases) => {
    const former = await readFormer(releases, 'kato')
    expect(former).toMatchObject({ kind: 'unknown', why: expect.stringContaining(why) })
    expect(former).toMatchObject({ why: expect.stringContaining('v1.0.0') })
  })

  test('are not taken for absent if the forge does not answer', async () => {
    const failing: ReadReleases = {
      ...releasesWith([]),
      latest: () => Promise.reject(new OutsideError(commonReasons['outside-failed'], 'the forge is down')),
    }
    await expect(readFormer(failing, 'kato')).rejects.toThrow('the forge is down')
  })
})
