import type { Alternative } from './alternative.ts'
import { assembleGlob, type Glob, type GlobOptions } from './glob.ts'
import { compilePathMatcher } from './path-matcher.ts'
import { parsePathPattern } from './path-pattern.ts'
import { assertPatternLength, PatternError } from './pattern-error.ts'

/** A compiled glob in which `{name}` captures one segment. */
export interface CapturingGlob {
  readonly pattern: string
  /** The names of the captures in order, without duplicates. */
  readonly names: readonly string[]
  /** The maximum number of steps that {@link captures} takes per character of a path. */
  readonly cost: number
  /** Returns the captured segments by name, or undefined if the path does not match. */
  captures(path: string): Readonly<Record<string, string>> | undefined
  /**
   * Returns the glob with each capture replaced by its value, taken literally: a value `*` matches only a directory
   * named `*`. Values for names that the pattern does not have are ignored.
   *
   * @throws PatternError for a name without a value, and for a value that is not one segment of a path
   */
  bind(values: Readonly<Record<string, string>>): Glob
}

/** The index of a capture among the segments. A negative index counts from the end, as in `Array.at`. */
interface Place {
  readonly name: string
  readonly index: number
}

/**
 * Compiles a glob with captures: `{name}` (`[a-z][a-z0-9_-]*`, a whole segment) matches what `*` matches and captures
 * it. A name that occurs twice must capture the same text twice. The rest of the syntax is that of `compileGlob`,
 * except that a leading `!` or `#` is refused, and so are braces that are neither a capture, a list nor a range.
 *
 * @throws PatternError as `compileGlob` does, and if it is ambiguous which segment a name captures: between two `**`,
 *   or in braces that put it at different depths
 */
export function compileCapturingGlob(pattern: string, { dot = true }: GlobOptions = {}): CapturingGlob {
  assertPatternLength(pattern)
  if (pattern.startsWith('!') || pattern.startsWith('#')) {
    throw new PatternError(pattern, 0, `a pattern with captures cannot begin with ${pattern[0]}`)
  }
  const parsed = parsePathPattern(pattern, 0, true)
  const { alternatives } = parsed
  const [unmatchable] = parsed.unmatchable
  if (unmatchable && alternatives.length === 0) throw unmatchable
  const places = findPlaces(pattern, alternatives)
  const matchers = alternatives.map((alternative) => compilePathMatcher(alternative, dot))

  return {
    pattern,
    names: [...new Set(places.map(({ name }) => name))],
    cost: parsed.cost,
    captures: (path) => {
      const segments = path.split('/')
      if (!matchers.some((matches) => matches(path, segments))) return undefined
      const captured = new Map<string, string>()
      for (const { name, index } of places) {
        const segment = segments.at(index) ?? ''
        if ((captured.get(name) ?? segment) !== segment) return undefined
        captured.set(name, segment)
      }
      return Object.fromEntries(captured)
    },
    bind: (values) => {
      const bound = alternatives.map((alternative) => bindAlternative(pattern, alternative, values))
      return assembleGlob(bindText(pattern, values), { ...parsed, alternatives: bound }, dot, false)
    },
  }
}

function findPlaces(pattern: string, alternatives: readonly Alternative[]): readonly Place[] {
  const [places = [], ...others] = alternatives.map((alternative) => placesOf(pattern, alternative))
  const agreed = JSON.stringify(places.map(({ name, index }) => [name, index]))
  for (const other of others) {
    if (JSON.stringify(other.map(({ name, index }) => [name, index])) !== agreed) {
      const [capture] = [...other, ...places]
      throw new PatternError(
        pattern,
        capture?.offset ?? 0,
        'the braces put this capture at different depths, or leave it out: write a pattern for each',
      )
    }
  }
  return places
}

function placesOf(
  pattern: string,
  alternative: Alternative,
): readonly (Place & { readonly offset: number })[] {
  const isGlobstar = ({ kind }: { readonly kind: string }) => kind === 'globstar'
  const firstGlobstar = alternative.findIndex(isGlobstar)
  const lastGlobstar = alternative.findLastIndex(isGlobstar)
  return alternative.flatMap((part, index) => {
    if (part.kind !== 'capture') return []
    const { name, offset } = part
    if (firstGlobstar === -1 || index < firstGlobstar) return [{ name, index, offset }]
    if (index > lastGlobstar) return [{ name, index: index - alternative.length, offset }]
    throw new PatternError(
      pattern,
      offset,
      `between two ** it is open which segment {${name}} captures: name the directories on one side`,
    )
  })
}

function bindAlternative(
  pattern: string,
  alternative: Alternative,
  values: Readonly<Record<string, string>>,
): Alternative {
  return alternative.map((part) => {
    if (part.kind !== 'capture') return part
    const text = Object.hasOwn(values, part.name) ? values[part.name] : undefined
    if (text === undefined) throw new PatternError(pattern, part.offset, `{${part.name}} has no value`)
    if (text === '' || text === '.' || text === '..' || text.includes('/')) {
      throw new PatternError(
        pattern,
        part.offset,
        `the value ${JSON.stringify(text)} for {${part.name}} is not one segment of a path`,
      )
    }
    return { kind: 'literal', text }
  })
}

/** Returns the bound pattern as a person would write it, for messages. */
function bindText(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replaceAll(/\{([a-z][a-z0-9_-]*)\}/g, (_, name: string) =>
    (values[name] ?? '').replaceAll(/[\\*?[\]{}()!+@|,#]/g, '\\$&'),
  )
}
