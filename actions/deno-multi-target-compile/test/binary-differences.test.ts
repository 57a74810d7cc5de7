import { type BaseTarget, deno } from '@suite/testkit/deno'
import { describe, expect, it } from 'vitest'
import { describeDifference } from '../src/binary/differences.ts'
import { binaryOf, type Compilation, compile, program, read } from './real-binaries.ts'

const usual = { files: program, flags: ['--no-prompt', '--include', 'assets'] }

describe
  .skipIf('missing' in deno)
  .each<BaseTarget>([
    'x86_64-unknown-linux-gnu',
    'x86_64-apple-darwin',
    'aarch64-apple-darwin',
    'x86_64-pc-windows-msvc',
  ])('a second build (%s)', (target) => {
  const build = async (changes: Partial<Compilation> = {}) =>
    binaryOf(await compile({ ...usual, ...changes, targets: [target] }), target)

  it('of the same files in another folder is equal', async () => {
    expect(describeDifference(await build(), await build())).toEqual([])
  })

  it.each<[string, Partial<Compilation>, readonly string[]]>([
    [
      'a changed text',
      { files: { ...program, 'assets/help.txt': 'Write a NAME.\n' } },
      ['the embedded file assets/help.txt (its content)'],
    ],
    [
      'a file that is missing',
      { flags: ['--no-prompt'] },
      ['the embedded file assets/help.txt (only in the first build)'],
    ],
    [
      'other permissions',
      { flags: ['--no-prompt', '--include', 'assets', '--allow-read=x'] },
      ['the field permissions.allow_read of the metadata'],
    ],
    [
      'other times',
      { time: 1_700_000_001 },
      ['assets/help.txt', 'greet.ts', 'main.ts'].map((path) => `the embedded file ${path} (its time)`),
    ],
  ])('names %s', async (_, changes, expected) => {
    const found = describeDifference(await build(), await build(changes))
    expect(found.filter((part) => !part.includes('code_cache_key'))).toEqual(expected)
  })

  it('names a changed source and what depends on it', async () => {
    const other = await build({
      files: { ...program, 'greet.ts': program['greet.ts'].replace('hello', 'HELLO') },
    })
    expect(describeDifference(await build(), other)).toEqual(
      expect.arrayContaining(['the embedded file greet.ts (its content)']),
    )
  })

  it('names what deno made of a source', async () => {
    const first = await build()
    const second = Buffer.from(first)
    const compiled = read(first).files.find(({ path }) => path === 'greet.ts')?.derived[0]
    if (compiled === undefined) throw new Error('nothing was made of greet.ts')
    second[first.indexOf(compiled)] = 0x2f
    expect(describeDifference(first, second)).toEqual(['the embedded file greet.ts (what deno made of it)'])
  })

  it('names the runtime if it alone differs', async () => {
    const first = await build()
    const second = Buffer.from(first)
    const at = first.indexOf('app 1.2.3')
    second[at] = 0x41
    expect(describeDifference(first, second)).toEqual([`the runtime around the program, from byte ${at}`])
  })

  it('says which build cannot be read', async () => {
    const first = await build()
    expect(describeDifference(first, first.subarray(0, 100))).toEqual([
      expect.stringMatching(/^the second build cannot be read: /),
    ])
    expect(describeDifference(Buffer.alloc(0), first)).toEqual([
      expect.stringMatching(/^the first build cannot be read: /),
    ])
  })

  it('never shows a value, which may be a secret', async () => {
    const files = (value: string) => ({ ...program, '.env': `KEY=${value}\n` })
    const flags = ['--no-prompt', '--env-file=.env']
    const found = describeDifference(
      await build({ files: files('first-secret'), flags }),
      await build({ files: files('other-secret'), flags }),
    )
    expect(found).toEqual(['the field env_vars_from_env_file.KEY of the metadata'])
  })
})
