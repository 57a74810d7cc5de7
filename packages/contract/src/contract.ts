import { commonReasons, type Reason, type Verdict } from '@suite/errors'
import type { Condition } from './condition.ts'
import type { Input } from './inputs.ts'
import { shared } from './inputs.ts'

export interface Output {
  readonly description: string
  /** What the text of the output contains; every output is text. */
  readonly holds: 'text' | 'names' | 'json' | 'number' | 'decimal' | 'flag'
}

/** A permission of the job's token, and what needs it. `when` names the input or event that does. */
export interface Permission {
  readonly scope: string
  readonly access: 'read' | 'write'
  readonly why: string
  readonly when?: { readonly input?: Condition; readonly events?: readonly string[] }
}

/** What a token for another service must be allowed to do. */
export interface TokenScope {
  readonly input: string
  readonly service: string
  readonly scope: string
  readonly why: string
  readonly when?: Condition
}

export interface EnvironmentVariable {
  readonly name: string
  readonly description: string
  readonly secret?: boolean
}

type Inputs = Readonly<Record<string, Input>>
type Outputs = Readonly<Record<string, Output>>
type Reasons = Readonly<Record<string, Reason>>

/** What an action promises to its users. Everything that a user reads is generated from this. */
export interface Contract<
  I extends Inputs = Inputs,
  O extends Outputs = Outputs,
  R extends Reasons = Reasons,
> {
  readonly name: string
  readonly title: string
  /** One sentence, without its full stop, for the catalog and `action.yml`. */
  readonly description: string
  readonly branding: { readonly icon: string; readonly color: string }
  /**
   * Whether the action is a gate, which passes or blocks. A gate reports how much it looked at, and can be set to
   * report only.
   */
  readonly gate: boolean
  /** The events that the action runs on; any other event fails the run. An empty list means every event. */
  readonly events: readonly string[]
  readonly inputs: I
  /** Removed inputs, with what to write instead. */
  readonly removed: Readonly<Record<string, string>>
  readonly outputs: O
  readonly reasons: R
  readonly permissions: readonly Permission[]
  readonly tokenScopes: readonly TokenScope[]
  readonly environment: readonly EnvironmentVariable[]
}

const everyOutput = {
  verdict: { description: '`pass`, `fail` or `skip`', holds: 'text' },
  reason: { description: 'A stable code for how the run ended; see "How it can end"', holds: 'text' },
} as const satisfies Outputs

const gateOutput = {
  'scope-size': { description: 'How many changed files, or the like, the verdict is about', holds: 'number' },
} as const satisfies Outputs

type Gate = { readonly gate: true }
type GateInputs<G> = G extends Gate ? { readonly enforce: Input<boolean> } : unknown
/** Maps the names only: a gate may have its own description of `scope-size`. */
type OutputsOf<D extends Definition> = Readonly<
  Record<
    keyof D['outputs'] | keyof typeof everyOutput | (D extends Gate ? keyof typeof gateOutput : never),
    Output
  >
>

interface Definition {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly branding: { readonly icon: string; readonly color: string }
  readonly gate?: boolean
  readonly events: readonly string[]
  readonly inputs: Inputs
  readonly removed?: Readonly<Record<string, string>>
  readonly outputs: Outputs
  readonly reasons: Reasons
  /** Reasons of the packages that the action uses. If `reasons` has the same code, its text is kept. */
  readonly uses?: readonly Reasons[]
  readonly permissions: readonly Permission[]
  readonly tokenScopes?: readonly TokenScope[]
  readonly environment?: readonly EnvironmentVariable[]
}

type ReasonsUsed<D> = D extends { readonly uses: infer Used } ? Joined<Used> : unknown
type Joined<Used> = Used extends readonly [infer First, ...infer Rest] ? First & Joined<Rest> : unknown

/**
 * Declares an action. Adds what every action has: `verdict` and `reason`, and for a gate `enforce` and `scope-size`.
 */
export function defineAction<const D extends Definition>(
  definition: D,
): Contract<D['inputs'] & GateInputs<D>, OutputsOf<D>, D['reasons'] & ReasonsUsed<D> & typeof commonReasons> {
  const { uses = [], ...own } = definition
  const gate = own.gate ?? false
  return {
    gate,
    removed: {},
    tokenScopes: [],
    environment: [],
    ...own,
    inputs: { ...own.inputs, ...(gate ? { enforce: shared.enforce() } : {}) },
    // A gate may describe what it looks at more exactly, so its own text is kept.
    outputs: { ...(gate ? gateOutput : {}), ...own.outputs, ...everyOutput },
    // In the order of the page: the action's own reasons come first, those of every action last.
    reasons: Object.assign({}, own.reasons, ...uses, own.reasons, commonReasons),
  } as never
}

type ValueOf<T> = T extends Input<infer Value> ? Value : never

/** The parsed inputs of a contract, by their names in the workflow. */
export type InputsOf<C> =
  C extends Contract<infer I> ? { readonly [Name in keyof I]: ValueOf<I[Name]> } : never

type ReasonsOf<C> = C extends Contract<Inputs, Outputs, infer R> ? R : never

/** The reasons of a contract; if a verdict is given, only those with that verdict. */
export type ReasonOf<C, V extends Verdict = Verdict> = {
  [Name in keyof ReasonsOf<C>]: ReasonsOf<C>[Name] extends { verdict: V } ? Name : never
}[keyof ReasonsOf<C>] &
  string

/** The outputs that the action itself sets; the runner adds `verdict` and `reason`. */
export type OutputNameOf<C> =
  C extends Contract<Inputs, infer O> ? Exclude<keyof O & string, 'verdict' | 'reason'> : never
