import type { Problem } from '@suite/errors'
import { formatProblem } from '@suite/errors'
import { type Annotation, type Markdown, text } from '@suite/report'

/** Returns the annotation at the line of a glob that matches no file. */
export function annotationOf({ what, at }: Problem): Annotation {
  return { level: 'warning', title: 'This glob matches no file', message: what, ...at }
}

/** Returns the warnings as a list for the job summary; empty if there are no warnings. */
export function warningsSection(warnings: readonly Problem[]): Markdown {
  return warnings.map((warning) => `- ⚠️ ${text(formatProblem(warning))}`).join('\n')
}
