import type { GrowthShape } from './growth-shape.ts'

/** Returns whether a smaller input still shows the same fault. */
type StillFails<Input> = (input: Input) => Promise<boolean>

const mostTries = 400
/** The letter a. */
const simple = 0x61
/** Each try measures, so there are few. */
const mostShapeTries = 20

/** Returns a small input that still fails, with as many simple bytes as possible. */
export async function shrink(input: Uint8Array, stillFails: StillFails<Uint8Array>): Promise<Uint8Array> {
  let best = input
  let tries = 0
  const accept = async (candidate: Uint8Array) => {
    if (tries >= mostTries) return false
    tries += 1
    if (!(await stillFails(candidate))) return false
    best = candidate
    return true
  }
  for (let size = best.length >> 1; size > 0; size = size === 1 ? 0 : size >> 1) {
    for (let at = 0; at < best.length; ) if (!(await accept(without(best, at, size)))) at += size
  }
  for (let at = 0; at < best.length; at += 1) if (best[at] !== simple) await accept(simplified(best, at))
  return best
}

/** Returns a shape with shorter parts whose time still grows too fast. */
export async function shrinkShape(
  shape: GrowthShape,
  stillFails: StillFails<GrowthShape>,
): Promise<GrowthShape> {
  let best = shape
  let tries = 0
  for (const part of ['head', 'tail', 'middle', 'close', 'open'] as const)
    for (let length = (best[part] ?? '').length; length > 0 && tries < mostShapeTries; length >>= 1) {
      for (const shorter of [best[part]?.slice(length), best[part]?.slice(0, -length)]) {
        if (shorter === undefined || (part === 'open' && shorter === '')) continue
        tries += 1
        const candidate = { ...best, [part]: shorter }
        if (await stillFails(candidate)) best = candidate
      }
    }
  return best
}

function simplified(input: Uint8Array, at: number): Uint8Array {
  const copy = new Uint8Array(input)
  copy[at] = simple
  return copy
}

function without(input: Uint8Array, at: number, size: number): Uint8Array {
  return Buffer.concat([input.subarray(0, at), input.subarray(at + size)])
}
