import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commonReasons, OutsideError, UsageError } from '@suite/errors'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type FuzzRun, fuzz } from './fuzz.ts'
import { grow } from './growth-shape.ts'
import { keep, readKept } from './kept.ts'
import { defineTarget, type FuzzTarget } from './target.ts'
import { bytesOf, textOf } from './text.ts'

/** A list of `name=count`, one a line, whose parser has no fault. */
const sound = defineTarget<ReadonlyMap<string, number>>({
  name: 'sound',
  corpus: [bytesOf('apples=1\npears=22\n'), bytesOf('plums=333\n')],
  dictionary: ['=', '\n', 'apples'],
  read: (input) => readList(textOf(input)),
  judge: (input, list) =>
    list.size === new Set(textOf(input).split('\n').filter(Boolean)).size ? undefined : 'a line is missing',
  largest: 64 * 1024,
})

function readList(text: string): ReadonlyMap<string, number> {
  const list = new Map<string, number>()
  for (const line of text.split('\n')) {
    if (line === '') continue
    const [, name, count] = /^([a-z]+)=([1-9][0-9]*)$/.exec(line) ?? []
    if (name === undefined || list.has(name))
      throw new UsageError(commonReasons['input-invalid'], 'not a list')
    list.set(name, Number(count))
  }
  return list
}

/** A run of a fixed number of inputs. Time and memory are what the fixtures say that they use. */
function runOf(inputs: number, used: { time: number; bytes: number } = { time: 0, bytes: 0 }): FuzzRun {
  let left = inputs
  return { seed: 7, kept: [], goesOn: () => left-- > 0, time: () => used.time, memory: () => used.bytes }
}

const variant = (part: Partial<FuzzTarget>): FuzzTarget => ({ ...sound, ...part })

test('a parser without a fault is not accused, and some of the damaged inputs reach its value', async () => {
  const { finding, inputs, read, measured } = await fuzz(sound, runOf(2_000))
  expect(finding).toBeUndefined()
  expect(inputs + measured).toBe(2_002)
  expect(read).toBeGreaterThan(20)
})

test('an OutsideError and an undefined value are refusals', async () => {
  const outside = () => {
    throw new OutsideError(commonReasons['outside-failed'], 'it is not read')
  }
  for (const read of [outside, () => undefined])
    expect(await fuzz(variant({ read }), runOf(50))).toEqual({ inputs: 52, read: 0, measured: 0 })
})

describe('a parser with a fault is caught, with a small input that shows it', () => {
  test('a crash on one byte', async () => {
    const read = (input: Uint8Array) => {
      if (input.includes(0)) throw new TypeError('cannot read properties of undefined')
      return readList(textOf(input))
    }
    const { finding } = await fuzz(variant({ read }), runOf(5_000))
    expect(finding).toMatchObject({ kind: 'crash', input: Buffer.of(0) })
    expect(finding?.what).toContain('cannot read properties of undefined')
  })

  test('a stack that overflows', async () => {
    const descend = (text: string, at: number): number => (text[at] === '[' ? descend(text, at + 1) + 1 : at)
    const read = (input: Uint8Array) => void descend(textOf(input), 0)
    const { finding } = await fuzz(variant({ read, corpus: [bytesOf('[')] }), runOf(1_000))
    expect(finding).toMatchObject({ kind: 'crash' })
    expect(finding?.what).toContain('Maximum call stack size exceeded')
  })

  test('a damaged input that is read as an empty list', async () => {
    const read = (input: Uint8Array) => {
      try {
        return readList(textOf(input))
      } catch {
        return new Map()
      }
    }
    const { finding } = await fuzz(variant({ read }), runOf(5_000))
    expect(finding).toMatchObject({ kind: 'falsely-read', what: 'a line is missing' })
    expect((finding as { input: Uint8Array }).input.length).toBeLessThan(4)
  })

  test.each([64 * 1024, undefined])(
    'time that is quadratic in the number of different lines, with inputs up to %s',
    async (largest) => {
      const used = { time: 0, bytes: 0 }
      const read = (input: Uint8Array) => {
        const lines = new Set(textOf(input).split('\n'))
        used.time += lines.size ** 2 / 10_000
        return undefined
      }
      const { finding } = await fuzz(
        { ...variant({ read }), ...{ largest: undefined, ...(largest && { largest }) } } as FuzzTarget,
        runOf(20_000, used),
      )
      expect(finding?.kind).toBe('time')
      const { shape } = finding as unknown as { shape: Parameters<typeof grow>[0] }
      expect(new Set(textOf(grow(shape, 1_000)).split('\n')).size).toBeGreaterThan(50)
      expect(JSON.stringify(shape).length).toBeLessThan(100)
    },
  )

  test('memory that an input asks for by a number', async () => {
    const used = { time: 0, bytes: 0 }
    const read = (input: Uint8Array) => {
      const count = [...readList(textOf(input)).values()].reduce((sum, each) => sum + each, 0)
      used.bytes += count > 10_000_000 ? 1e9 : 0
      return undefined
    }
    const { finding } = await fuzz(variant({ read }), runOf(20_000, used))
    expect(finding?.kind).toBe('memory')
  })
})

test('time is linear for a parser that takes ten times as long for ten times the input', async () => {
  const used = { time: 0, bytes: 0 }
  const read = (input: Uint8Array) => {
    used.time += input.length / 100
    return undefined
  }
  const { finding, measured } = await fuzz(variant({ read }), runOf(4_000, used))
  expect(finding).toBeUndefined()
  expect(measured).toBeGreaterThan(5)
})

test('the same seed tries the same inputs, and another seed tries others', async () => {
  const inputsOf = async (seed: number) => {
    const inputs: string[] = []
    await fuzz(sound, { ...runOf(100), seed, onInput: (input) => inputs.push(textOf(input)) })
    return inputs
  }
  expect(await inputsOf(1)).toEqual(await inputsOf(1))
  expect(await inputsOf(1)).not.toEqual(await inputsOf(2))
})

test('what was found is kept, and read first in every later run', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kept-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  expect(await readKept(join(folder, 'nothing'))).toEqual([])
  const input = Buffer.of(0xff, 0x0d, 0x0a, 0)
  const file = await keep(folder, 'crash', { input })
  await keep(folder, 'time', { shape: { open: 'a', tail: '\xff' } })
  const kept = await readKept(folder)
  expect(kept).toMatchObject([{ file, input }, { shape: { open: 'a', tail: '\xff' } }])
  const read = (given: Uint8Array) => {
    if (input.equals(given)) throw new Error('again')
    return undefined
  }
  const { finding } = await fuzz(variant({ read }), { ...runOf(0), kept })
  expect(finding).toMatchObject({ kind: 'crash', file })
})

test('every byte reaches a parser of text, and the text leads back to the bytes', () => {
  for (const text of ['', 'a', 'ü€😀', '\ufeffa', 'a\ud800b', '\udfff', '\ud800\ud800', '\udc00\ud800'])
    expect(textOf(bytesOf(text))).toBe(text)
  expect(textOf(Buffer.of(0x61, 0xff, 0xc0, 0x80))).toBe('a\udcff\udcc0\udc80')
})
