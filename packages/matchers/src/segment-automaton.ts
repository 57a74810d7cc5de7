import type { CharacterSet } from './character-class.ts'
import type { Choice, Item } from './segment-syntax.ts'

/** A state that reads one character and continues in `next`. */
interface Reader {
  readonly state: number
  readonly next: number
  readonly accepts: CharacterSet
}

/** A state that is active if the text that follows matches `rest` and does not match `forbidden`. */
interface Exclusion {
  readonly state: number
  readonly forbidden: number
  readonly rest: number
}

/**
 * Compiles a segment to an automaton that reads its text once, from the last character to the first. The automaton
 * keeps the set of states from which the text read so far is accepted, so that the time is always linear in text ×
 * pattern, without backtracking. Reading backwards makes `!(…)` cheap: minimatch defines that it matches anything,
 * unless its content followed by the rest of the pattern matches the remaining text, and here the remaining text is
 * known.
 *
 * @param dot whether a wildcard at the beginning may match a leading dot
 */
export function compileSegmentAutomaton(items: readonly Item[], dot: boolean): (text: string) => boolean {
  const readers: Reader[] = []
  const exclusions: Exclusion[] = []
  /** For each state, the states that are active whenever it is active. */
  const followers: number[][] = []
  /** States that are not active before a dot. */
  const guarded = new Set<number>()

  function addState(...targets: number[]): number {
    const state = followers.push([]) - 1
    for (const target of targets) followers[target]?.push(state)
    return state
  }

  function addReader(accepts: CharacterSet, next: number, state = addState()): number {
    readers.push({ state, next, accepts })
    return state
  }

  function addGuard(next: number): number {
    if (dot) return next
    const state = addState(next)
    guarded.add(state)
    return state
  }

  /**
   * Adds the states that read `sequence` and then continue in `next`, and returns the first one; `leading` means that
   * the sequence begins the segment.
   */
  function addSequence(sequence: readonly Item[], next: number, leading: boolean): number {
    const entry = sequence.reduceRight(
      (after, item, index) => addItem(item, after, leading && index === 0),
      next,
    )
    const [first] = sequence
    const wild = first?.kind === 'any' || first?.kind === 'star' || first?.kind === 'set'
    return leading && wild ? addGuard(entry) : entry
  }

  function addItem(item: Item, next: number, leading: boolean): number {
    switch (item.kind) {
      case 'character':
        return addReader((character) => character === item.character, next)
      case 'set':
        return addReader(item.contains, next)
      case 'any':
        return addReader(anything, next)
      case 'star':
        return addStar(next)
      case 'choice':
        return addChoice(item, next, leading)
    }
  }

  function addStar(next: number): number {
    const state = addState(next)
    return addReader(anything, state, state)
  }

  function addChoice({ operator, alternatives }: Choice, next: number, leading: boolean): number {
    const branch = (after: number, first: boolean) =>
      addState(...alternatives.map((alternative) => addSequence(alternative, after, first)))

    if (operator === '@') return branch(next, leading)
    if (operator === '?') return addState(next, branch(next, leading))
    if (operator === '!') {
      const forbidden = branch(next, leading)
      const anythingElse = addStar(next)
      const rest = leading ? addGuard(anythingElse) : anythingElse
      const state = addState()
      exclusions.push({ state, forbidden, rest })
      return state
    }
    const again = addState(next)
    followers[branch(again, false)]?.push(again)
    const first = branch(again, leading)
    return operator === '+' ? first : addState(next, first)
  }

  const end = addState()
  const start = addSequence(items, end, true)

  function spread(state: number, holds: Uint8Array, following: string | undefined): void {
    const pending = [state]
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (holds[next] === 1 || (following === '.' && guarded.has(next))) continue
      holds[next] = 1
      for (const follower of followers[next] ?? []) pending.push(follower)
    }
  }

  /** An exclusion depends only on states that were added before it, so they are settled in that order. */
  function settle(holds: Uint8Array, following: string | undefined): void {
    for (const { state, forbidden, rest } of exclusions) {
      if (holds[rest] === 1 && holds[forbidden] === 0) spread(state, holds, following)
    }
  }

  return (text) => {
    const characters = [...text]
    let after = new Uint8Array(followers.length)
    let holds = new Uint8Array(followers.length)
    spread(end, holds, undefined)
    settle(holds, undefined)
    for (const character of characters.reverse()) {
      ;[after, holds] = [holds, after.fill(0)]
      for (const { state, next, accepts } of readers) {
        if (after[next] === 1 && accepts(character)) spread(state, holds, character)
      }
      settle(holds, character)
    }
    return holds[start] === 1
  }
}

function anything(): boolean {
  return true
}
