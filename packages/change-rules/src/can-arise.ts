import type { Block, Condition, LabelRule, Pattern } from './rules.ts'

/** Returns whether the paths of some change could cause the label, that is, whether its globs can match any path. */
export function canArise({ blocks }: Pick<LabelRule, 'blocks'>): boolean {
  return blocks.length > 0 && blocks.every(blockCanHold)
}

function blockCanHold({ needs, conditions }: Block): boolean {
  return needs === 'all' ? conditions.every(canHold) : conditions.some(canHold)
}

function canHold(condition: Condition): boolean {
  if (condition.on !== 'changed-files') return true
  const { quantifier, globs } = condition
  if (quantifier.startsWith('any-glob-')) return globs.some((glob) => !matchesNothing(glob))
  const sources = new Set(globs.map(({ source }) => source))
  return globs.every((glob) => !matchesNothing(glob) && !sources.has(`!${glob.source}`))
}

/**
 * Returns whether a pattern can match no path, such as `docs/`, `./docs` and `#docs`, or excludes everything, such as
 * `!**`.
 */
function matchesNothing(pattern: Pattern): boolean {
  if (pattern.matchesNothing) return true
  const [, marks = '', rest = ''] = /^(!*)(.*)$/s.exec(pattern.source) ?? []
  return marks.length % 2 === 1 && /^(\*\*\/)*\*\*(\/\*)?$/.test(rest)
}
