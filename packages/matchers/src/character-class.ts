import type { Refuse } from './pattern-error.ts'

/** Returns whether a character (one code point) is in the set. */
export type CharacterSet = (character: string) => boolean

/** A class in a pattern, such as `[a-c]`, with the index after its `]`. */
export interface CharacterClass {
  readonly end: number
  readonly contains: CharacterSet
  /** The only character that the class contains, if there is only one: `[*]` is a way to write a literal `*`. */
  readonly single?: string
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap07.html#tag_07_03_01, read in Unicode. */
const posixClasses: ReadonlyMap<string, RegExp> = new Map([
  ['[:alnum:]', /^[\p{L}\p{Nl}\p{Nd}]$/u],
  ['[:alpha:]', /^[\p{L}\p{Nl}]$/u],
  ['[:ascii:]', /^\p{ASCII}$/u],
  ['[:blank:]', /^[\p{Zs}\t]$/u],
  ['[:cntrl:]', /^\p{Cc}$/u],
  ['[:digit:]', /^\p{Nd}$/u],
  ['[:graph:]', /^[^\p{Z}\p{C}]$/u],
  ['[:lower:]', /^\p{Ll}$/u],
  ['[:print:]', /^\P{C}$/u],
  ['[:punct:]', /^\p{P}$/u],
  ['[:space:]', /^[\p{Z}\t\r\n\v\f]$/u],
  ['[:upper:]', /^\p{Lu}$/u],
  ['[:word:]', /^[\p{L}\p{Nl}\p{Nd}\p{Pc}]$/u],
  ['[:xdigit:]', /^[A-Fa-f0-9]$/],
])

/** One character of a class, or one `[:name:]` in it. */
interface Member {
  readonly text: string
  readonly index: number
  readonly kind: 'character' | 'dash' | 'named'
}

/**
 * Reads the character class that opens at `open`: characters, ranges, escapes and named classes such as `[:alpha:]`.
 * A leading `!` or `^` negates the class; a leading `]` is a member.
 *
 * @returns undefined if no `]` closes the class; the `[` is then an ordinary character
 * @throws PatternError for a range out of order, a range that ends in a `[:class:]`, and an unknown `[:class:]`;
 *   minimatch drops those silently
 */
export function parseCharacterClass(text: string, open: number, refuse: Refuse): CharacterClass | undefined {
  const negated = text[open + 1] === '!' || text[open + 1] === '^'
  const read = readMembers(text, open + (negated ? 2 : 1))
  if (!read) return undefined

  const { members, end } = read
  const sets: CharacterSet[] = []
  let single: string | undefined
  for (let at = 0; at < members.length; at++) {
    const [low, dash, high] = members.slice(at, at + 3) as [Member, Member?, Member?]
    if (low.kind === 'named') {
      sets.push(namedSet(low, refuse))
    } else if (dash?.kind === 'dash' && high) {
      sets.push(rangeSet(low, high, refuse))
      single = low.text === high.text ? low.text : undefined
      at += 2
    } else {
      sets.push((character) => character === low.text)
      single = low.text
    }
  }
  return {
    end,
    contains: (character) => sets.some((contains) => contains(character)) !== negated,
    ...(sets.length === 1 && !negated && single !== undefined && { single }),
  }
}

function readMembers(text: string, start: number): { members: Member[]; end: number } | undefined {
  const members: Member[] = []
  for (let at = start; at < text.length; ) {
    if (text[at] === ']' && at > start) return { members, end: at + 1 }
    const named = text[at] === '[' && namedAt(text, at)
    const escaped = text[at] === '\\'
    const index = escaped ? at + 1 : at
    if (index === text.length) break
    const member = named || String.fromCodePoint(text.codePointAt(index) as number)
    const plain = member === '-' && !escaped ? 'dash' : 'character'
    members.push({ text: member, index: at, kind: named ? 'named' : plain })
    at = index + member.length
  }
  return undefined
}

/** Returns the `[:name:]`, `[.name.]` or `[=name=]` at `at`, whether the name is known or not. */
function namedAt(text: string, at: number): string | undefined {
  const mark = text[at + 1]
  if (mark !== ':' && mark !== '.' && mark !== '=') return undefined
  const close = text.indexOf(`${mark}]`, at + 2)
  const name = text.slice(at + 2, Math.max(close, at + 2))
  return /^[a-z]+$/.test(name) ? text.slice(at, close + 2) : undefined
}

function namedSet({ text, index }: Member, refuse: Refuse): CharacterSet {
  const posixClass = posixClasses.get(text)
  if (!posixClass)
    throw refuse(`${text} is not a known class: known are ${[...posixClasses.keys()].join(' ')}`, index)
  return (character) => posixClass.test(character)
}

function rangeSet(low: Member, high: Member, refuse: Refuse): CharacterSet {
  const first = low.text.codePointAt(0) as number
  const last = high.text.codePointAt(0) as number
  if (high.kind === 'named' || first > last) {
    throw refuse(
      `${low.text}-${high.text} is not a range: its end must be a character that is not before its beginning`,
      low.index,
    )
  }
  return (character) => {
    const value = character.codePointAt(0) as number
    return first <= value && value <= last
  }
}
