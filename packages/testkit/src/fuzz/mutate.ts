import type { Random } from './random.ts'
import { bytesOf } from './text.ts'

/** What a mutation takes pieces from. */
export interface Material {
  readonly inputs: readonly Uint8Array[]
  readonly tokens: readonly Uint8Array[]
}

type Mutation = (input: Uint8Array, random: Random, material: Material) => Uint8Array

/** The maximum size of a mutated input: longer ones are made where time is measured. */
const mostBytes = 64 * 1024

/** What parsers of all formats are surprised by: marks, ends of lines, control characters, numbers, names. */
const commonTokens = [
  ...['\ufeff', '\0', '\r\n', '\r', '\n', '\u2028', '\u0085', '\t', ' ', '\u00a0', '\ud800', '\udfff'],
  ...['\u202e', '\u001b[31m', '::error::x', '-', '--', '..', '/', '\\', '"', "'", '`', '#', '//', '/*'],
  ...['0', '-1', '-0', '1e999', '2147483648', '9007199254740993', '4294967296', 'NaN', 'null', 'true'],
  ...['[]', '{}', '[', ']', '{', '}', '(', ')', ':', ',', '=', '*', '!', '&', '__proto__', 'constructor'],
].map(bytesOf)
const invalid = [Buffer.of(0xff), Buffer.of(0xc0, 0x80), Buffer.of(0xf4, 0x90, 0x80, 0x80), Buffer.of(0xe2)]
const pairs = ['[]', '{}', '()', '""', '<>'].map((pair) => [...pair].map(bytesOf))

/** Returns an input that differs from one of the given inputs in one to several ways. */
export function mutate(material: Material, random: Random): Uint8Array {
  let input = random.pick(material.inputs)
  do input = random.pick(mutations)(input, random, material)
  while (!random.chance(3))
  return input.length > mostBytes ? input.subarray(0, mostBytes) : input
}

/** Returns the tokens of a dictionary, together with those of all formats. */
export function tokensOf(dictionary: readonly string[]): readonly Uint8Array[] {
  const own = dictionary.map(bytesOf)
  // A token of the format is as likely as any other.
  return [...own, ...own, ...own, ...commonTokens, ...invalid]
}

const mutations: readonly Mutation[] = [
  (input, random) => change(input, random, (byte) => byte ^ (1 << random.below(8))),
  (input, random) =>
    change(input, random, () => random.pick([0, 1, 0x20, 0x7f, 0x80, 0xff, random.below(256)])),
  (input, random) => input.subarray(0, random.below(input.length + 1)),
  (input, random) => input.subarray(random.below(Math.min(64, input.length + 1))),
  (input, random) => replace(input, rangeIn(input, random), []),
  insertToken,
  insertToken,
  insertToken,
  (input, random, { tokens }) => replace(input, rangeIn(input, random, 24), [random.pick(tokens)]),
  (input, random) => repeat(input, random, 1 + random.below(3)),
  (input, random) => repeat(input, random, 1 + random.below(300)),
  (input, random, { inputs }) => {
    const other = random.pick(inputs)
    return join([
      input.subarray(0, random.below(input.length + 1)),
      other.subarray(random.below(other.length + 1)),
    ])
  },
  (input, random, { inputs }) => {
    const other = random.pick(inputs)
    return replace(input, rangeIn(input, random), [slice(other, rangeIn(other, random))])
  },
  nest,
  number,
  (input, random) => onLines(input, (lines) => lines.splice(random.below(lines.length), 1)),
  (input, random) =>
    onLines(input, (lines) => lines.splice(random.below(lines.length), 0, random.pick(lines) as string)),
  (input) => Buffer.from(latin1(input).replaceAll(/\r?\n/g, '\r\n'), 'latin1'),
  (input) => Buffer.from(latin1(input).replaceAll('\n', '\r'), 'latin1'),
  (input) => join([bytesOf('\ufeff'), input]),
  (input, random) => (random.chance(8) ? Buffer.from(Buffer.from(input).toString('utf8'), 'utf16le') : input),
]

type Range = readonly [start: number, end: number]

/** Returns a range of at most `most` bytes. Short ranges are more likely. */
function rangeIn(input: Uint8Array, random: Random, most = random.pick([4, 32, 400, 4_000])): Range {
  const start = random.below(input.length + 1)
  return [start, Math.min(input.length, start + random.below(most + 1))]
}

function insertToken(input: Uint8Array, random: Random, { tokens }: Material): Uint8Array {
  const at = random.below(input.length + 1)
  return replace(input, [at, at], [random.pick(tokens)])
}

function repeat(input: Uint8Array, random: Random, times: number): Uint8Array {
  const range = rangeIn(input, random)
  const piece = slice(input, range)
  const fitting = Math.min(times, Math.ceil(mostBytes / Math.max(1, piece.length)))
  return replace(input, [range[1], range[1]], new Array(fitting).fill(piece))
}

/** Puts a range in brackets, a few or very many. */
function nest(input: Uint8Array, random: Random): Uint8Array {
  const [open, close] = random.pick(pairs) as [Uint8Array, Uint8Array]
  const depth = random.pick([1, 2, 60, 70, 1_000, 25_000])
  const range = rangeIn(input, random)
  const many = (piece: Uint8Array) => new Array<Uint8Array>(depth).fill(piece)
  return replace(input, range, [...many(open), slice(input, range), ...many(random.chance(4) ? open : close)])
}

function number(input: Uint8Array, random: Random): Uint8Array {
  const found = [...latin1(input).matchAll(/\d+/g)]
  if (found.length === 0) return input
  const { index, 0: digits } = random.pick(found)
  const other = random.pick([
    '0',
    '-1',
    '1',
    '00',
    '1.5',
    '1e3',
    '2147483647',
    '99999999999999999999',
    `${digits}0`,
  ])
  return replace(input, [index, index + digits.length], [bytesOf(other)])
}

function change(input: Uint8Array, random: Random, to: (byte: number) => number): Uint8Array {
  if (input.length === 0) return input
  const changed = Uint8Array.from(input)
  const at = random.below(input.length)
  changed[at] = to(changed[at] ?? 0)
  return changed
}

function onLines(input: Uint8Array, edit: (lines: string[]) => void): Uint8Array {
  const lines = latin1(input).split('\n')
  edit(lines)
  return Buffer.from(lines.join('\n'), 'latin1')
}

function replace(input: Uint8Array, [start, end]: Range, pieces: readonly Uint8Array[]): Uint8Array {
  return join([input.subarray(0, start), ...pieces, input.subarray(end)])
}

const slice = (input: Uint8Array, [start, end]: Range) => input.subarray(start, end)
const join = (pieces: readonly Uint8Array[]): Uint8Array => Buffer.concat(pieces)
const latin1 = (input: Uint8Array) => Buffer.from(input).toString('latin1')
