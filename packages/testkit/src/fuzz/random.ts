/** Numbers that look random, and are the same for the same seed. */
export interface Random {
  /** Returns an integer from 0 up to, but not including, `limit`. */
  below(limit: number): number
  pick<Item>(items: readonly Item[]): Item
  chance(oneIn: number): boolean
}

/** Returns the numbers of a seed and a place in its sequence, so that each place can be repeated alone. */
export function randomOf(seed: number, place: number): Random {
  let state = (seed ^ Math.imul(place + 1, 0x9e37_79b1)) >>> 0
  const next = () => {
    state = (state + 0x6d2b_79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('there is nothing to pick from')
      return items[below(items.length)] as (typeof items)[number]
    },
    chance: (oneIn) => below(oneIn) === 0,
  }
}

/** Returns the seed for one target, so that targets with the same seed do not do the same. */
export function seedFor(seed: number, name: string): number {
  let hash = seed >>> 0
  for (const character of name) hash = Math.imul(hash ^ character.charCodeAt(0), 0x0100_0193) >>> 0
  return hash
}
