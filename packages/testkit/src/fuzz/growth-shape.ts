import type { Material } from './mutate.ts'
import type { Random } from './random.ts'

/**
 * An input of any size: `head`, then `open` as often as needed, `middle`, `close` as often as `open`, and `tail`. In
 * `open` and `close`, `{#}` is the number of the repetition, for names that must differ. Each character is one byte.
 */
export interface GrowthShape {
  readonly head?: string
  readonly open: string
  readonly middle?: string
  readonly close?: string
  readonly tail?: string
}

/** Returns the input of a shape that is about as long as `size`. */
export function grow(
  { head = '', open, middle = '', close = '', tail = '' }: GrowthShape,
  size: number,
): Uint8Array {
  const fixed = head.length + middle.length + tail.length
  const times = Math.max(1, Math.floor((size - fixed) / Math.max(1, open.length + close.length)))
  const text = head + repeat(open, times) + middle + repeat(close, times) + tail
  return Buffer.from(text, 'latin1')
}

/** Returns a shape made of pieces of the corpus and the dictionary. */
export function shapeFrom({ inputs, tokens }: Material, random: Random): GrowthShape {
  const text = Buffer.from(random.pick(inputs)).toString('latin1')
  const token = () => Buffer.from(random.pick(tokens)).toString('latin1')
  const start = random.below(text.length + 1)
  const end = Math.min(text.length, start + 1 + random.below(random.pick([4, 24, 200])))
  const around = { head: text.slice(0, start), tail: text.slice(end) }
  const piece = text.slice(start, end) || token()
  switch (random.below(5)) {
    case 0:
      return { ...around, open: piece }
    case 1:
      return { ...around, open: `${piece}{#}` }
    case 2:
      return { ...around, open: token() || ' ', middle: piece }
    case 3:
      return { ...around, open: token() || ' ', middle: piece, close: token() }
    default:
      return { ...around, open: `${token()}${token()}` || ' ', tail: around.tail }
  }
}

function repeat(piece: string, times: number): string {
  const parts = piece.split('{#}')
  return parts.length === 1
    ? piece.repeat(times)
    : Array.from({ length: times }, (_, index) => parts.join(String(index))).join('')
}
