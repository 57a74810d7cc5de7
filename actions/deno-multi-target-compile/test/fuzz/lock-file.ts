import { bytesOf, defineTarget, textOf } from '@suite/testkit/fuzz'
import { type LockedHashes, readLockFile } from '../../src/materials/lock-file.ts'

const sum = 'a'.repeat(64)

export const target = defineTarget<LockedHashes>({
  name: 'lock-file',
  corpus: [
    JSON.stringify({
      version: '5',
      specifiers: { 'jsr:@std/path@1': '1.0.0' },
      jsr: { '@std/path@1.0.0': { integrity: sum } },
      npm: { 'chalk@5.6.2': { integrity: 'sha512-AAAA' }, 'b@1_c@2': { tarball: 'https://x.example/b.tgz' } },
      remote: { 'https://x.example/a.ts': sum },
    }),
    `{\n  "version": "4",\n  "remote": {\n    "https://x.example/a.ts": "${sum}",\n    "https://x.example/b.ts": "${'b'.repeat(64)}"\n  }\n}\n`,
  ].map(bytesOf),
  dictionary: [
    '"version": "5"',
    '"version": "3"',
    '"npm": {',
    '"jsr": {',
    '"remote": {',
    '"integrity": "',
    sum,
    '"__proto__": {},',
    `"__proto__": "${sum}",`,
    '\\u0061',
    `"https://x.example/a.ts": "${'c'.repeat(64)}",`,
  ],
  growth: [
    { open: '[', close: ']' },
    { head: '{"version":"5","remote":{', open: `"k{#}":"${sum}",`, tail: `"z":"${sum}"}}` },
    { head: '{"version":"5","npm":{', open: '"k{#}":{},', tail: '"z":{}}}' },
  ],
  read: (input) => readLockFile(textOf(input), 'deno.lock'),
  judge(input, locked) {
    const text = textOf(input)
    const value = JSON.parse(text)
    for (const kind of ['npm', 'jsr', 'remote'] as const) {
      const written = Object.keys(value[kind] ?? {})
      if (written.length !== locked[kind].size)
        return `it locks ${written.length} of ${kind}, and ${locked[kind].size} are read`
    }
    // Without a backslash, each colon outside of a text belongs to one member.
    const bare = text.replaceAll(/"[^"]*"/g, '')
    const count = text.includes('\\') ? undefined : (bare.match(/:/g)?.length ?? 0)
    return count === undefined || count === countMembers(value)
      ? undefined
      : 'a member that is there twice is read'
  },
})

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  return Object.values(value).reduce((sum: number, each) => sum + countMembers(each), own)
}
