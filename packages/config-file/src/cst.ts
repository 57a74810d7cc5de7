import type { CST } from 'yaml'

/** Returns the tokens that a token contains. */
export function partsOf(token: CST.Token): readonly CST.Token[] {
  const parts =
    'items' in token
      ? token.items.flatMap(({ key, value }) => [key, value])
      : 'value' in token
        ? [token.value]
        : []
  return parts.filter((part) => typeof part === 'object' && part !== null)
}

/** Returns a token that is nested deeper than the limit, or undefined if there is no such token. */
export function findBelow(tokens: readonly CST.Token[], limit: number): CST.Token | undefined {
  let level = tokens
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return level[0]
    level = level.flatMap(partsOf)
  }
  return undefined
}
