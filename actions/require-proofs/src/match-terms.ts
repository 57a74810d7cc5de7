import { matchAhead, type Pause } from '@suite/change-rules'
import { listTouchedPaths } from '@suite/changes'
import type { Case } from './case.ts'
import type { Terms } from './decide.ts'

/** The same terms, whose rules are matched with every path of the cases: a run that matches for long can be stopped. */
export async function matchTerms(terms: Terms, cases: readonly Case[], pause: Pause): Promise<Terms> {
  const paths = [...new Set(cases.flatMap(({ files }) => listTouchedPaths(files)))]
  return { ...terms, rules: { ...terms.rules, rules: await matchAhead(terms.rules.rules, paths, pause) } }
}
