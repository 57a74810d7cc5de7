import { bytesOf, defineTarget, textOf } from '@suite/testkit/fuzz'
import {
  manifestFormat,
  permissionNames,
  type ReleaseManifest,
  readManifest,
  writeManifest,
} from '../../src/index.ts'

const sum = 'a'.repeat(64)
const target1 = 'x86_64-unknown-linux-gnu'
const manifest: ReleaseManifest = {
  schema: manifestFormat,
  name: 'app',
  version: '1.2.3',
  commit: 'b'.repeat(40),
  createdFor: '2026-01-31T12:00:00Z',
  deno: {
    version: '2.9.6',
    bases: [{ target: target1, archiveSha256: sum, checkedAgainst: 'committed-sums' }],
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
  assets: [{ name: 'app-linux', target: target1, size: 1, built: sum, published: sum, glibc: '2.31' }],
  documents: [{ name: 'app-1.2.3.cdx.json', kind: 'sbom', size: 2, sha256: sum }],
  reproducible: 'checked',
}

export const target = defineTarget<ReleaseManifest>({
  name: 'manifest',
  corpus: [
    bytesOf(writeManifest(manifest)),
    bytesOf(writeManifest({ ...manifest, documents: [], reproducible: 'not-checked', arguments: [] })),
  ],
  dictionary: [
    ...[
      '"assets": []',
      '"assets": [',
      '"documents": [],',
      '"name": "',
      '"size": ',
      '"permissions": {',
      '"allow": "all"',
    ],
    ...[
      '"schema": "release-manifest/2"',
      '"__proto__": {},',
      '"__proto__": [],',
      '\\u0061',
      '../',
      'null',
      sum,
      ',',
      '{}',
    ],
  ],
  growth: [
    { open: '[', close: ']' },
    { head: '{"assets":[', open: '{"name":"a{#}"},', tail: '{}]}' },
    { head: '{', open: '"k{#}":1,', tail: '"z":1}' },
    { head: '{"a":"', open: '\\\\', tail: '"}' },
    {
      head: writeManifest(manifest).split('"documents"')[0] ?? '',
      open: '"documents": [{"name":"d{#}","kind":"sbom","size":1,"sha256":"a"}],',
      tail: '"z":1}',
    },
  ],
  read: (input) => readManifest(textOf(input), 'manifest.json'),
  judge(input, read) {
    if (read.assets.length === 0) return 'a release without a file is read'
    if (!isSame(JSON.parse(textOf(input)), read)) return 'another value is read than the text has'
    return isSame(readManifest(writeManifest(read), 'again'), read)
      ? undefined
      : 'it is not read again as it was'
  },
})

function isSame(one: unknown, other: unknown): boolean {
  return sorted(one) === sorted(other)
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, each) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1))
      : each,
  )
}
