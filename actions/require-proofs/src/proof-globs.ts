import { defineKind } from '@suite/contract'
import { compileGlob, type Glob, PatternError } from '@suite/matchers'

/**
 * A glob of files that are proofs. A leading `!` is refused: each glob counts on its own, so a negated one would
 * accept every file that it does not name.
 */
export const proofGlob = defineKind('glob', 'a glob', { type: 'string' }, parseProofGlob)

function parseProofGlob(written: string): { value: Glob } | { problem: string } {
  try {
    const glob = compileGlob(written)
    return glob.negated ? { problem: 'would take every other file for a proof' } : { value: glob }
  } catch (error) {
    if (error instanceof PatternError) return { problem: `is not a glob: ${error.message}` }
    throw error
  }
}
