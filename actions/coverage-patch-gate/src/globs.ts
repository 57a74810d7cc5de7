import { defineKind } from '@suite/contract'
import { readPercent } from '@suite/contract/grammar'
import { compileGlob, type Glob, PatternError, suggestGlob } from '@suite/matchers'

/**
 * A glob of paths of the change. A leading `!` is refused: each glob counts on its own, so a negated one would match
 * every other path.
 */
export const pathGlob = defineKind('glob', 'a glob', { type: 'string' }, parsePathGlob)

/** Paths whose changed lines must reach a percentage of their own. */
export interface HighRisk {
  readonly glob: Glob
  /** In thousandths of a percent. */
  readonly threshold: number
}

export const highRiskGlob = defineKind(
  'high-risk',
  '`glob=percent`',
  { type: 'string' },
  (text): { value: HighRisk } | { problem: string } => {
    const equals = text.lastIndexOf('=')
    const percent = equals < 0 ? undefined : readPercent(text.slice(equals + 1).trim())
    if (percent === undefined) return { problem: 'must be glob=percent, such as src/payment/**=95' }
    const parsed = parsePathGlob(text.slice(0, equals).trim())
    return 'problem' in parsed ? parsed : { value: { glob: parsed.value, threshold: thousandthsOf(percent) } }
  },
)

/** A label or a glob of `require-tests`. */
export interface TestDemand {
  readonly text: string
  /** Undefined for a text without wildcards, which is a label, a file or a folder. */
  readonly glob: Glob | undefined
}

export const labelOrGlob = defineKind(
  'label-or-glob',
  'a label or a glob',
  { type: 'string' },
  (text): { value: TestDemand } | { problem: string } => {
    if (!/[*?[\]{}!]/.test(text)) return { value: { text, glob: undefined } }
    const parsed = parsePathGlob(text)
    return 'problem' in parsed ? parsed : { value: { text, glob: parsed.value } }
  },
)

/** Returns a percentage of up to three decimals as an integer. */
export function thousandthsOf(percent: number): number {
  return Math.round(percent * 1000)
}

function parsePathGlob(written: string): { value: Glob } | { problem: string } {
  try {
    const glob = compileGlob(written)
    return glob.negated ? { problem: 'would match every other path' } : { value: glob }
  } catch (error) {
    if (!(error instanceof PatternError)) throw error
    const meant = suggestGlob(written)
    const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`
    return { problem: `is not a glob: ${error.message}${hint}` }
  }
}
