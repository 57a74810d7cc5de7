import { blocks, codeBlock, type Markdown, prose, type Shell, visible } from '@suite/report'
import type { CaseVerdict } from './decide.ts'
import { askedFor } from './demands.ts'
import { updateSteps } from './describe-behind.ts'
import { planProofs } from './plan-proofs.ts'
import { lacksOf } from './report.ts'

/** What to do about a failed case: for the log with its command in one line, for the summary with one on each. */
export interface Fix {
  readonly fix: string
  readonly fixSummary: Markdown
}

/**
 * Returns the fix of the only case that fails; undefined if several fail, because each of them is fixed on its own
 * branch.
 */
export function fixOf(failing: readonly CaseVerdict[], shell: Shell): Fix | undefined {
  const [verdict] = failing
  if (verdict === undefined || failing.length > 1) return undefined
  if (verdict.behind) return fixOfBehind(verdict, shell)
  const lacks = lacksOf(verdict)
  const steps = planProofs(lacks, shell)
  if (steps !== undefined)
    return withCommands('Add what is missing to the branch, and push.', 'To make a proof:', steps, shell)
  const asked = lacks.map(({ verdict: { requirement } }) => askedFor(requirement))
  const fix = `Add ${[...new Set(asked)].join(', and ')} to the branch, and push.`
  return { fix, fixSummary: prose(fix) }
}

function fixOfBehind(verdict: CaseVerdict, shell: Shell): Fix | undefined {
  const steps = updateSteps(verdict, shell)
  if (steps === undefined) return undefined
  const what = `Merge ${visible(verdict.of.base ?? 'the base')} into the branch, and push.`
  return withCommands(what, 'To update the branch:', steps, shell)
}

function withCommands(what: string, how: string, steps: readonly string[], shell: Shell): Fix {
  return {
    fix: `${what} ${how}\n  ${shell.inSequence(steps)}`,
    fixSummary: blocks(prose(`${what} ${how}`), codeBlock(steps.join('\n'), shell.language)),
  }
}
