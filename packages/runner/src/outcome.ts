import type { OutputNameOf, ReasonOf, Verdict } from '@suite/contract'
import type { Annotation, Markdown } from '@suite/report'

export type OutputValue = string | number | boolean | readonly unknown[] | Readonly<Record<string, unknown>>

/** How an action ended. It is a value even if the policy fails. Reasons and outputs are those of its contract. */
export interface Outcome<C> {
  readonly verdict: Verdict
  readonly reason: ReasonOf<C>
  /** One sentence of plain text. */
  readonly headline: string
  /**
   * What to do about a verdict of `fail`, if the action knows more than the reason says. Plain text: the lines below
   * the first one are commands or an example.
   */
  readonly fix?: string
  /** The fix as the job summary shows it, if commands are written otherwise there. */
  readonly fixSummary?: Markdown
  /**
   * The details as plain lines, for the log and the annotation: what and where. The fix comes before them, on its
   * own line.
   */
  readonly story: readonly string[]
  readonly summary: Markdown
  /** Whether the summary says what was written, so that a list of the writes would say it twice. */
  readonly showsWrites?: boolean
  /** Annotations at places in files; the headline gets its own annotation if the verdict is `fail`. */
  readonly annotations: readonly Annotation[]
  readonly outputs: Readonly<Partial<Record<OutputNameOf<C>, OutputValue>>>
}

/**
 * Returns the text of an output. A list or record becomes JSON; the action itself joins names, because it knows
 * their separator.
 */
export function outputText(value: OutputValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
