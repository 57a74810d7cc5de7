import type { OutputNameOf, ReasonOf, Verdict } from '@suite/contract'
import type { Annotation, Markdown } from '@suite/report'

export type OutputValue = string | number | boolean | readonly unknown[] | Readonly<Record<string, unknown>>

/** How an action ended: a value, also where the policy says no. `Reason` and `Output` are those of its contract. */
export interface Outcome<C> {
  readonly verdict: Verdict
  readonly reason: ReasonOf<C>
  /** One sentence of plain text. */
  readonly headline: string
  /** What to do about a verdict of `fail`, if more is known than the reason itself says. Plain text. */
  readonly fix?: string
  /** The rest of the story as plain lines, for the log and the annotation: what, where. The fix has a line of its own, before it. */
  readonly story: readonly string[]
  readonly summary: Markdown
  /** Notes at places of files; the headline gets one of its own when the verdict is `fail`. */
  readonly annotations: readonly Annotation[]
  readonly outputs: Readonly<Partial<Record<OutputNameOf<C>, OutputValue>>>
}

/** A list or record becomes JSON; names are joined by the action itself, which knows their separator. */
export function outputText(value: OutputValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
