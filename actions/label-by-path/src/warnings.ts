import type { Problem } from '@suite/errors'
import { formatProblem } from '@suite/errors'
import { type Annotation, type Markdown, text } from '@suite/report'

/** The note at the line of a glob that matches no file. */
export function annotationOf({ what, at }: Problem): Annotation {
  return { level: 'warning', title: 'This glob matches no file', message: what, ...at }
}

/** The warnings as a list of the job summary; empty where there are none. */
export function warningsSection(warnings: readonly Problem[]): Markdown {
  return warnings.map((warning) => `- ⚠️ ${text(formatProblem(warning))}`).join('\n')
}
