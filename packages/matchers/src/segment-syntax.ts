import { type CharacterSet, parseCharacterClass } from './character-class.ts'
import type { Refuse } from './pattern-error.ts'

/** The elements of a segment (the text between two slashes) of a pattern, in order. */
export type Item =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'set'; readonly contains: CharacterSet }
  | Choice

/**
 * `?(a|b)` matches zero or one of them, `*(…)` any number, `+(…)` at least one, `@(…)` exactly one, `!(…)` anything
 * else.
 */
export interface Choice {
  readonly kind: 'choice'
  readonly operator: Operator
  readonly alternatives: readonly (readonly Item[])[]
}

export type Operator = '?' | '*' | '+' | '@' | '!'

/** The position of a choice: in no other choice, in another one, or in one that may repeat. */
interface Context {
  readonly choice: Operator | undefined
  readonly repeated: boolean
}

/**
 * Parses one segment of a glob after its braces are expanded.
 *
 * It refuses the extended globs whose meaning in minimatch is an accident of the regular expression that it
 * generates: an empty alternative, a choice within one that repeats, and `!(…)` in, around or next to another choice
 * or a star.
 *
 * @throws PatternError for a choice that is not closed, has an empty alternative, or follows an unclosed `[`; for
 *   `!(…)` next to another choice or a star; for a trailing backslash; and for an invalid class
 */
export function parseSegment(text: string, refuse: Refuse): readonly Item[] {
  let at = 0
  let openBracket: number | undefined
  let choices = 0
  let exclusionAt: number | undefined

  function parseItems({ choice, repeated }: Context): Item[] {
    const items: Item[] = []
    while (at < text.length && !(choice && (text[at] === '|' || text[at] === ')'))) {
      const item = parseChoice(repeated) ?? parseClass() ?? parseCharacter()
      if (item.kind !== 'star' || items.at(-1)?.kind !== 'star') items.push(item)
    }
    return items
  }

  function parseChoice(repeated: boolean): Choice | undefined {
    const start = at
    const operator = operatorAt(text, start)
    if (!operator) return undefined
    if (openBracket !== undefined) {
      throw refuse(
        `the [ before ${operator}(…) is not closed: write \\[ if it is meant literally`,
        openBracket,
      )
    }
    if (repeated) throw refuse(`${operator}(…) within *(…) or +(…): write its alternatives out`, start)
    choices += 1
    if (operator === '!') exclusionAt ??= start
    at += 2
    const inner = { choice: operator, repeated: repeated || operator === '*' || operator === '+' }
    const alternatives = [parseItems(inner)]
    while (text[at] === '|') {
      at++
      alternatives.push(parseItems(inner))
    }
    if (text[at] !== ')') {
      throw refuse(
        `${operator}( is not closed before the next / or the end: write \\${operator}( if it is meant literally`,
        start,
      )
    }
    at++
    if (operator === '!' && alternatives.flat().some(({ kind }) => kind === 'star')) {
      throw refuse('a * within !(…): say what is meant by further globs', start)
    }
    if (alternatives.some((items) => items.length === 0)) {
      throw refuse(`${operator}(…) has an empty alternative: write ?(…) for what may be missing`, start)
    }
    return { kind: 'choice', operator, alternatives }
  }

  function parseClass(): Item | undefined {
    if (text[at] !== '[') return undefined
    const found = parseCharacterClass(text, at, refuse)
    if (!found) {
      openBracket ??= at
      return undefined
    }
    at = found.end
    return found.single === undefined
      ? { kind: 'set', contains: found.contains }
      : { kind: 'character', character: found.single }
  }

  function parseCharacter(): Item {
    if (text[at] === '*' || text[at] === '?') return { kind: text[at++] === '*' ? 'star' : 'any' }
    if (text[at] === '\\' && ++at === text.length) {
      throw refuse('nothing stands after this backslash: write \\\\ for the character itself', at - 1)
    }
    const character = String.fromCodePoint(text.codePointAt(at) as number)
    at += character.length
    return { kind: 'character', character }
  }

  const items = parseItems({ choice: undefined, repeated: false })
  if (exclusionAt !== undefined && (choices > 1 || items.some(({ kind }) => kind === 'star')))
    throw refuse(
      '!(…) must be alone, or next to literals only, between two slashes: write the rest as further globs',
      exclusionAt,
    )
  return items
}

function operatorAt(text: string, at: number): Operator | undefined {
  const operator = text[at]
  if (text[at + 1] !== '(') return undefined
  return operator === '?' || operator === '*' || operator === '+' || operator === '@' || operator === '!'
    ? operator
    : undefined
}
