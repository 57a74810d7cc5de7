import type { Condition } from './condition.ts'
import type { Kind } from './kinds.ts'
import * as kinds from './kinds.ts'
import { list, pairs } from './lists.ts'
import { repositoryPath } from './repository-path.ts'

/** One input of an action, declared once. */
export interface Input<Value = unknown> {
  readonly kind: Kind<unknown>
  readonly description: string
  /** As the user would write it, or an expression that the runner resolves. */
  readonly default: string | undefined
  readonly required: boolean | Condition
  /** Names by which a workflow written for another action gives it. */
  readonly aliases: readonly string[]
  /** What giving the empty text means; without it, empty is the same as left out. */
  readonly emptyMeans: string | undefined
  /** Never there at run time: carries the value's type. */
  readonly value?: Value
}

export interface Declaration {
  readonly description: string
  readonly default?: string
  readonly required?: boolean | Condition
  readonly aliases?: readonly string[]
  readonly emptyMeans?: string
}

/** The form that each item of a list must have; `says` completes "must be …". */
interface Shape {
  readonly shape: RegExp
  readonly says: string
}

type Expression = `${string}\${{${string}`

/** An expression may resolve to nothing, and some runners leave the variable out. */
type Given<D extends Declaration, Value> = D extends { emptyMeans: string }
  ? Value | undefined
  : D extends { required: true }
    ? Value
    : D extends { default: infer Default extends string }
      ? Default extends Expression
        ? Value | undefined
        : Value
      : Value | undefined

/** Whether the runner resolves a default, so that its value is known at run time alone. */
export function isExpression(text: string | undefined): boolean {
  return text?.includes('${{') ?? false
}

function declare<Value, const D extends Declaration>(kind: Kind<Value>, of: D): Input<Given<D, Value>> {
  return {
    kind,
    description: of.description,
    default: of.default,
    required: of.required ?? false,
    aliases: of.aliases ?? [],
    emptyMeans: of.emptyMeans,
  }
}

const item = (of: Partial<Shape>) =>
  of.shape && of.says ? kinds.shapedText(of.shape, of.says) : kinds.anyText

const commas = { separator: ',' } as const

/**
 * Declares an input by its kind. A value is `undefined` unless the input is required or has a default that is there
 * in every case.
 */
export const input = {
  /** Of a kind that the action defines. */
  of: <Value, const D extends Declaration>(kind: Kind<Value>, of: D) => declare(kind, of),
  text: <const D extends Declaration>(of: D) => declare(kinds.anyText, of),
  shaped: <const D extends Declaration>(of: D & Shape) =>
    declare<string, D>(kinds.shapedText(of.shape, of.says), of),
  /** The path of a file in the repository, without `./` before it. */
  path: <const D extends Declaration>(of: D) => declare(repositoryPath, of),
  secret: <const D extends Declaration>(of: D) => declare(kinds.secretText, of),
  flag: <const D extends Declaration>(of: D) => declare(kinds.flag, of),
  integer: <const D extends Declaration>(of: D & { readonly min?: number; readonly max?: number }) =>
    declare<number, D>(kinds.integer(of), of),
  percent: <const D extends Declaration>(of: D) => declare(kinds.percent, of),
  /** In milliseconds. */
  duration: <const D extends Declaration>(of: D) => declare(kinds.duration, of),
  address: <const D extends Declaration>(of: D) => declare(kinds.address, of),
  choice: <const Values extends readonly string[], const D extends Declaration>(
    of: D & { readonly values: Values },
  ) => declare<Values[number], D>(kinds.choice(of.values), of),
  /** Items one a line: globs, commands and whatever else can hold a comma. */
  lines: <const D extends Declaration>(of: D & Partial<Shape>) =>
    declare<readonly string[], D>(list(item(of)), of),
  /** Items one a line, each of a kind that the action defines. */
  linesOf: <Value, const D extends Declaration>(each: Kind<Value>, of: D) =>
    declare<readonly Value[], D>(list(each), of),
  /** Items one a line or comma-separated. */
  names: <const D extends Declaration>(of: D & Partial<Shape>) =>
    declare<readonly string[], D>(list(item(of), commas), of),
  /** Items one a line or comma-separated, each of a kind that the action defines. */
  namesOf: <Value, const D extends Declaration>(each: Kind<Value>, of: D) =>
    declare<readonly Value[], D>(list(each, commas), of),
  choices: <const Values extends readonly string[], const D extends Declaration>(
    of: D & { readonly values: Values },
  ) => declare<readonly Values[number][], D>(list(kinds.choice(of.values), commas), of),
  integers: <const D extends Declaration>(of: D & { readonly min?: number }) =>
    declare<readonly number[], D>(list(kinds.integer(of), commas), of),
  pairs: <const D extends Declaration>(of: D) => declare(pairs(kinds.anyText), of),
  /** Names or globs with a percentage each; `alone` is that of a name without one. */
  percents: <const D extends Declaration>(of: D & { readonly alone?: string }) =>
    declare<ReadonlyMap<string, number>, D>(pairs(kinds.percent, of.alone), of),
}

/** Inputs that mean the same in every action that has them. */
export const shared = {
  token: (description: string, aliases: readonly string[] = []) =>
    input.secret({ description, default: '${{ github.token }}', required: true, aliases }),
  timeout: (seconds: string) =>
    input.duration({
      description: 'How long the whole run may take, retries included. Past it the run is red.',
      default: seconds,
    }),
  caFile: () =>
    input.text({
      description:
        "A file of certificates (PEM) to trust besides Node's own: for a forge or proxy with a private authority.",
    }),
  dryRun: () =>
    input.flag({
      description: 'Reads and decides as always, and says what it would write, but writes nothing.',
      default: 'false',
    }),
  enforce: () =>
    input.flag({
      description:
        'With `false`, the same verdict and message under the headline "report only", and the step is green.',
      default: 'true',
    }),
}
