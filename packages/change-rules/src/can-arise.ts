import type { Block, Condition, LabelRule, Pattern } from './rules.ts'

/** Whether some change could carry the label by its paths: its globs are not all such that no path matches them. */
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

/** A glob that no path can match (`docs/`, `./docs`, `#docs`), or what is left when everything is left out (`!**`). */
function matchesNothing(pattern: Pattern): boolean {
  if (pattern.matchesNothing) return true
  const [, marks = '', rest = ''] = /^(!*)(.*)$/s.exec(pattern.source) ?? []
  return marks.length % 2 === 1 && /^(\*\*\/)*\*\*(\/\*)?$/.test(rest)
}
