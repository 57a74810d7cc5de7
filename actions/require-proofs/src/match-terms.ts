import { matchAhead, type Pause } from '@suite/change-rules'
import { listTouchedPaths } from '@suite/changes'
import type { Case } from './case.ts'
import type { Terms } from './decide.ts'

/**
 * Returns the same terms, with their rules matched in advance for every path of the cases. A run with many matches
 * can be stopped meanwhile.
 */
export async function matchTerms(terms: Terms, cases: readonly Case[], pause: Pause): Promise<Terms> {
  const paths = [...new Set(cases.flatMap(({ files }) => listTouchedPaths(files)))]
  return { ...terms, rules: { ...terms.rules, rules: await matchAhead(terms.rules.rules, paths, pause) } }
}
