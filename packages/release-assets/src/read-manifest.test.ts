import { UsageError } from '@suite/errors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  manifestFormat,
  permissionNames,
  type ReleaseManifest,
  readManifest,
  writeManifest,
} from './index.ts'

const sum = 'a'.repeat(64)

const manifest: ReleaseManifest = {
  schema: manifestFormat,
  name: 'app',
  version: '1.2.3',
  commit: 'b'.repeat(40),
  createdFor: '2026-01-31T12:00:00Z',
  deno: {
    version: '2.9.6',
    bases: [{ target: 'x86_64-unknown-linux-gnu', archiveSha256: sum, checkedAgainst: 'committed-sums' }],
  },
  entrypoint: 'main.ts',
  arguments: ['--allow-read=data', '--no-prompt'],
  permissions: {
    ...(Object.fromEntries(
      permissionNames.map((name) => [name, { allow: null, deny: null }]),
    ) as ReleaseManifest['permissions']),
    read: { allow: ['data'], deny: ['data/secret'], ignore: 'all' },
    net: { allow: 'all', deny: null },
  },
  assets: [
    {
      name: 'app-linux-x86_64',
      target: 'x86_64-unknown-linux-gnu',
      size: 1,
      built: sum,
      published: sum,
      glibc: '2.31',
    },
  ],
  documents: [{ name: 'app-1.2.3.cdx.json', kind: 'sbom', size: 2, sha256: sum }],
  reproducible: 'checked',
}

function problemsOf(text: string): string {
  try {
    readManifest(text, 'out/manifest.json')
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    expect(error.reason).toBe('manifest-invalid')
    return error.message
  }
  return 'none'
}

/** The manifest with one member replaced; undefined removes it. */
function changed(path: readonly (string | number)[], value: unknown): string {
  const copy = structuredClone(manifest) as unknown
  let part = copy as Record<string | number, unknown>
  for (const step of path.slice(0, -1)) part = part[step] as Record<string | number, unknown>
  part[path.at(-1) as string] = value
  return JSON.stringify(copy)
}

const scope = fc.oneof(
  fc.constant(null),
  fc.constant('all' as const),
  fc.array(fc.stringMatching(/^[\w./:*-]{1,20}$/), { minLength: 1, maxLength: 3 }),
)
const permission = fc.record(
  { allow: scope, deny: scope, ignore: scope },
  { requiredKeys: ['allow', 'deny'] },
)
const hex = fc.stringMatching(/^[0-9a-f]{64}$/)
const targets = fc.uniqueArray(fc.stringMatching(/^[a-z0-9_]{1,9}-[a-z]{1,9}-[a-z]{1,9}$/), {
  minLength: 1,
  maxLength: 6,
})
const manifests: fc.Arbitrary<ReleaseManifest> = targets.chain((all) =>
  fc.record({
    schema: fc.constant(manifestFormat),
    name: fc.stringMatching(/^[a-z][a-z ]{0,20}[é日a-z]$/u),
    version: fc.constantFrom('0.0.0', '1.2.3', '1.2.3-rc.1', '10.20.30-a.b+build.5'),
    commit: fc.stringMatching(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/),
    createdFor: fc.constantFrom('2026-01-31T12:00:00Z', '1999-12-31T23:59:59.123Z'),
    deno: fc.record({
      version: fc.constant('2.9.6'),
      bases: fc.tuple(...all.map(() => hex)).map((sums) =>
        all.map((target, index) => ({
          target,
          archiveSha256: sums[index] ?? sum,
          checkedAgainst: index % 2 ? ('committed-sums' as const) : ('published-sums' as const),
        })),
      ),
    }),
    entrypoint: fc.constantFrom('main.ts', 'src/a b.ts'),
    arguments: fc.array(fc.stringMatching(/^--[a-z-]{1,20}(?:=[\w,./-]{1,20})?$/)),
    permissions: fc.record(
      Object.fromEntries(permissionNames.map((name) => [name, permission])),
    ) as unknown as fc.Arbitrary<ReleaseManifest['permissions']>,
    assets: fc.tuple(...all.map(() => hex)).map((sums) =>
      all.map((target, index) => ({
        name: `app-${index}`,
        target,
        size: index + 1,
        built: sums[index] ?? sum,
        published: sum,
        ...(index % 2 ? { glibc: '2.31' } : {}),
      })),
    ),
    documents: fc.array(
      fc.record({
        name: fc.constant('app.cdx.json'),
        kind: fc.constant('sbom' as const),
        size: fc.integer({ min: 1 }),
        sha256: hex,
      }),
      { maxLength: 1 },
    ),
    reproducible: fc.constantFrom('checked', 'not-checked'),
  }),
)

describe('a manifest', () => {
  it('says after reading exactly what was written', () => {
    fc.assert(
      fc.property(manifests, (each) => {
        const text = writeManifest(each)
        expect(readManifest(text, 'manifest.json')).toEqual(each)
        expect(writeManifest(readManifest(text, 'manifest.json'))).toBe(text)
      }),
    )
  })

  it('has the same bytes whatever order its members were given in', () => {
    const reversed = JSON.parse(JSON.stringify(manifest), (_, value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    )
    expect(Object.keys(reversed)).not.toEqual(Object.keys(manifest))
    expect(writeManifest(reversed)).toBe(writeManifest(manifest))
    expect(writeManifest(manifest)).toMatch(/^\{\n {2}"schema": "release-manifest\/1",[\s\S]*\n\}\n$/)
  })

  it('is read when another program wrote it', () => {
    expect(readManifest(JSON.stringify(manifest, null, '\t'), 'manifest.json')).toEqual(manifest)
  })

  it.each([
    [['assets', 0, 'name'], '../app', '$.assets[0].name has a character other than'],
    [
      ['assets', 0, 'name'],
      'SHA256SUMS',
      '$.assets[0].name is SHA256SUMS, which every release has for another file',
    ],
    [['assets', 0, 'name'], 'Manifest.json', 'is Manifest.json, which every release has'],
    [
      ['assets', 0, 'name'],
      'APP-1.2.3.cdx.json',
      '$.assets[0].name is APP-1.2.3.cdx.json, which is listed twice or',
    ],
    [['assets', 0, 'size'], 0, '$.assets[0].size must be more than 0 bytes'],
    [['assets', 0, 'size'], 1.5, '$.assets[0].size must be a whole number of bytes'],
    [['assets', 0, 'size'], 2 ** 60, '$.assets[0].size'],
    [['assets', 0, 'published'], 'A'.repeat(64), '$.assets[0].published must be a SHA-256'],
    [
      ['assets', 0, 'target'],
      'aarch64-apple-darwin',
      'is aarch64-apple-darwin, for which deno.bases has no runtime',
    ],
    [['assets', 0, 'extra'], 1, '$.assets[0].extra is not known in release-manifest/1'],
    [['assets', 0, 'two words'], 1, '$.assets[0]["two words"] is not known'],
    [['assets'], [], '$.assets must list at least one binary'],
    [['assets'], {}, '$.assets must be a list'],
    [
      ['assets'],
      [manifest.assets[0], manifest.assets[0]],
      '$.assets[1].target is x86_64-unknown-linux-gnu, which is listed twice',
    ],
    [['documents', 0, 'kind'], 'notes', '$.documents[0].kind must be "sbom"'],
    [['commit'], 'main', '$.commit must be a full commit id'],
    [['version'], 'v1.2.3', '$.version must be a semantic version without v'],
    [['version'], '1.2', '$.version must be a semantic version'],
    [['createdFor'], '2026-01-31 12:00', '$.createdFor must be a time in UTC'],
    [['createdFor'], '2026-01-31T12:00:00+01:00', '$.createdFor must be a time in UTC'],
    [['permissions', 'read'], undefined, '$.permissions.read is missing'],
    [
      ['permissions', 'net', 'allow'],
      [],
      '$.permissions.net.allow must be a list of values that is not empty',
    ],
    [
      ['permissions', 'net', 'allow'],
      true,
      '$.permissions.net.allow must be a list of values that is not empty',
    ],
    [['permissions', 'hrtime'], { allow: 'all', deny: null }, '$.permissions.hrtime is not known'],
    [['arguments', 0], '--a\n::error::b', '$.arguments[0] must be one line'],
    [['name'], '', '$.name must not be empty'],
    [['reproducible'], 'yes', '$.reproducible must be "checked" or "not-checked"'],
    [
      ['schema'],
      'release-manifest/2',
      '$.schema is "release-manifest/2"; this version reads "release-manifest/1"',
    ],
    [['schema'], undefined, '$.schema is missing'],
    [
      ['deno', 'bases', 0, 'checkedAgainst'],
      'nothing',
      '$.deno.bases[0].checkedAgainst must be "committed-sums"',
    ],
  ] as const)('with a wrong %j (%j) is refused at its place', (path, value, message) => {
    expect(problemsOf(changed(path, value))).toContain(message)
    expect(problemsOf(changed(path, value))).toContain('out/manifest.json: ')
  })

  it('names every problem, not only the first', () => {
    const text = JSON.stringify({ ...manifest, version: 'x', commit: 'y', entrypoint: 3 })
    expect(problemsOf(text).split('\n')).toHaveLength(3)
  })

  it.each([
    ['', 'is not JSON'],
    ['[]', '$ must be an object'],
    ['null', '$ must be an object'],
    ['\ufeff{}', 'is not JSON'],
    [`${JSON.stringify(manifest)} `.repeat(2), 'is not JSON'],
    [
      JSON.stringify(manifest).replace('"version":"1.2.3"', '"version":"6.6.6","version":"1.2.3"'),
      'has a member twice',
    ],
    [
      JSON.stringify(manifest).replace('"name":"app"', '"name":"app","__proto__":{"polluted":1}'),
      '__proto__',
    ],
    [`{"schema":"${'x'.repeat(5 * 1024 * 1024)}"}`, 'is larger than a manifest can be'],
    ['['.repeat(100_000), 'is not JSON'],
  ])('that is hostile text (case %#) is refused', (text, message) => {
    expect(problemsOf(text)).toContain(message)
  })

  it('shows at most 20 problems, and counts the others', () => {
    const assets = Array.from({ length: 500 }, () => ({ ...manifest.assets[0], name: '\u001b[31m' }))
    const message = problemsOf(JSON.stringify({ ...manifest, assets }))
    expect(message.split('\n')).toHaveLength(21)
    expect(message).toMatch(/\d{3,} more problems$/)
    expect(message).not.toContain('\u001b')
  })
})
