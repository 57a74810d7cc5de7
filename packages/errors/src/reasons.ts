export type Verdict = 'pass' | 'fail' | 'skip'

/** What a code for the end of a run means and, for a failure, what to do about it. */
export type Reason =
  | { readonly verdict: 'pass' | 'skip'; readonly means: string; readonly fix?: undefined }
  | { readonly verdict: 'fail'; readonly means: string; readonly fix: string }

declare const declared: unique symbol

/** A reason with its code. Only `defineReasons` creates one, so every code that can be thrown is declared. */
export interface DeclaredReason<Code extends string = string, V extends Verdict = Verdict> {
  readonly code: Code
  readonly verdict: V
  readonly means: string
  readonly fix?: V extends 'fail' ? string : undefined
  readonly [declared]: true
}

/** The reason of an error. Its verdict is `fail`. */
export type FailReason<Code extends string = string> = {
  readonly code: Code
  readonly verdict: 'fail'
  readonly means: string
  readonly fix: string
  readonly [declared]: true
}

/** A reason of verdict `fail` becomes one that an error accepts; other reasons keep their verdict. */
type Named<Code extends string, V extends Verdict> = V extends 'fail'
  ? FailReason<Code>
  : DeclaredReason<Code, V>

/**
 * Declares reasons by their codes. A code is in kebab-case, stays stable, and is an anchor in the action's README.
 * A package exports its reasons from `reasons.ts`; an action lists that export in `uses` of its contract.
 */
export function defineReasons<const D extends Readonly<Record<string, Reason>>>(
  declaration: D,
): { readonly [Code in keyof D & string]: Named<Code, D[Code]['verdict']> } {
  return Object.fromEntries(
    Object.entries(declaration).map(([code, reason]) => [code, { code, ...reason }]),
  ) as never
}
