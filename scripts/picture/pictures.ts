import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../actions.ts'
import { drawBadge } from './draw-badge.ts'
import { drawSummary } from './draw-summary.ts'
import { failACheck } from './fail-a-check.ts'

/** Returns the pictures of the README by path: the summary of a run that fails, and badges with facts of this project. */
export async function pictures(actions: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { license, engines } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const summary = drawSummary(await failACheck(), { title: 'The job summary of require-proofs, which fails' })
  return new Map([
    ['docs/failing-check.svg', summary],
    ['docs/badges/actions.svg', drawBadge('actions', String(actions.length))],
    ['docs/badges/licence.svg', drawBadge('licence', license)],
    ['docs/badges/node.svg', drawBadge('Node', engines.node.replace('>=', '≥ '))],
  ])
}
