/**
 * Pseudo-random numbers, the same for the same seed. @see
 * https://en.wikipedia.org/wiki/Linear_congruential_generator
 */
export interface Random {
  /** Returns a whole number from 0 to below the limit. */
  below(limit: number): number
  /** Returns one of the items; the list must not be empty. */
  pick<Item>(items: readonly Item[]): Item
  /** Returns true with this probability. */
  chance(percent: number): boolean
}

export function startRandom(seed: number): Random {
  let state = (seed * 2_654_435_761 + 1) >>> 0
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  return {
    below,
    pick: <Item>(items: readonly Item[]) => items[below(items.length)] as Item,
    chance: (percent) => below(100) < percent,
  }
}
