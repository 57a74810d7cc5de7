/** Numbers that look random and are the same for the same seed. @see https://en.wikipedia.org/wiki/Linear_congruential_generator */
export interface Random {
  /** A whole number from 0 up to, and without, the limit. */
  below(limit: number): number
  /** One of the items; the list must not be empty. */
  pick<Item>(items: readonly Item[]): Item
  /** True so many times in a hundred. */
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
