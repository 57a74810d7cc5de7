import { UsageError } from '@suite/errors'
import { compileGlob, type Glob, PatternError } from '@suite/matchers'

/**
 * Compiles the input `proofs`. A glob that begins with `!` is refused: each stands for itself, so it would take
 * every file that it does not name for a proof.
 * @throws UsageError `input-invalid` with everything that is wrong
 */
export function compileProofGlobs(written: readonly string[]): Glob[] {
  const problems: { what: string }[] = []
  const globs = written.flatMap((each) => {
    try {
      const glob = compileGlob(each)
      if (!glob.negated) return [glob]
      problems.push({ what: `proofs: ${JSON.stringify(each)} would take every other file for a proof` })
    } catch (error) {
      if (!(error instanceof PatternError)) throw error
      problems.push({ what: `proofs: ${JSON.stringify(each)}: ${error.message}` })
    }
    return []
  })
  if (problems.length === 0) return globs
  throw new UsageError('input-invalid', problems, 'Write globs of the files that are proofs, one a line.')
}
