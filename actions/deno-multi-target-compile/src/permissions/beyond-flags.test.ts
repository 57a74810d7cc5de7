import { type BakedPermissions, permissionNames } from '@suite/release-assets'
import { expect, test } from 'vitest'
import { beyondFlags } from './beyond-flags.ts'
import { defaultImportHosts } from './default-hosts.ts'

const nothing = Object.fromEntries(
  permissionNames.map((name) => [name, { allow: null, deny: null }]),
) as unknown as BakedPermissions
const usual = { allow: [...defaultImportHosts], deny: null }

test.each<[string, Partial<BakedPermissions>, readonly string[]]>([
  [
    'a value that deno writes in another way',
    { net: { allow: ['a.example:443'], deny: null } },
    ['--allow-net=A.example:443'],
  ],
  ['values that deno writes once', { read: { allow: ['a'], deny: null } }, ['--allow-read=a,./a']],
  ['everything, if the flag has no value', { run: { allow: 'all', deny: null } }, ['--allow-run']],
  ['less than the flags say', {}, ['--allow-read=a']],
  [
    'the usual hosts besides those of the flag',
    { import: { ...usual, allow: [...usual.allow, 'b.example'] } },
    ['--allow-import=b.example'],
  ],
  ['the usual hosts', { import: usual }, []],
  [
    'a value with an equals sign',
    { read: { allow: ['a=b'], deny: ['c'] } },
    ['--allow-read=a=b', '--deny-read=c'],
  ],
])('a binary may do %s', (_, permissions, args) => {
  expect(beyondFlags({ ...nothing, ...permissions }, { args })).toEqual([])
})

test.each<[string, Partial<BakedPermissions>, readonly string[], string]>([
  ['what no flag allows', { ffi: { allow: ['x.so'], deny: null } }, ['--allow-read=a'], 'ffi allows x.so'],
  ['one value more', { env: { allow: ['A', 'B'], deny: null } }, ['--allow-env=A'], 'env allows B'],
  ['everything', { sys: { allow: 'all', deny: null } }, ['--allow-sys=uid'], 'sys allows everything'],
  [
    'imports from another host',
    { import: { ...usual, allow: [...usual.allow, 'x.example'] } },
    [],
    'import allows x.example',
  ],
  [
    'what should be denied',
    { read: { allow: ['a'], deny: null } },
    ['--allow-read=a', '--deny-read=a/b'],
    'read denies nothing',
  ],
])('a binary is refused if it may do %s', (_, permissions, args, says) => {
  const [problem, ...others] = beyondFlags({ ...nothing, ...permissions }, { args })
  expect(others).toEqual([])
  expect(problem).toMatchObject({ reason: 'binary-wrong', what: expect.stringContaining(says) })
})

test('a set of deno.json says what is allowed, so no flag is compared', () => {
  expect(
    beyondFlags({ ...nothing, run: { allow: ['git'], deny: null } }, { args: ['-P=a'], set: 'a' }),
  ).toEqual([])
})
