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
  /** Other names of the input, so that a workflow written for another action works. */
  readonly aliases: readonly string[]
  /** What an empty text means; undefined means that an empty text is the same as no text. */
  readonly emptyMeans: string | undefined
  /** Undefined at run time; carries the type of the value. */
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

/** The type of a value. An expression may resolve to nothing, and some runners omit the variable. */
type Given<D extends Declaration, Value> = D extends { emptyMeans: string }
  ? Value | undefined
  : D extends { required: true }
    ? Value
    : D extends { default: infer Default extends string }
      ? Default extends Expression
        ? Value | undefined
        : Value
      : Value | undefined

/** Returns whether a default is an expression, whose value is known only at run time. */
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
 * Declares an input by its kind. Its value may be `undefined`, unless the input is required or has a default that is
 * not an expression.
 */
export const input = {
  /** An input of a kind that the action defines. */
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
  /** Items one per line: globs, commands and other texts that can contain a comma. */
  lines: <const D extends Declaration>(of: D & Partial<Shape>) =>
    declare<readonly string[], D>(list(item(of)), of),
  /** Items one per line, each of a kind that the action defines. */
  linesOf: <Value, const D extends Declaration>(each: Kind<Value>, of: D) =>
    declare<readonly Value[], D>(list(each), of),
  /** Items one per line or comma-separated. */
  names: <const D extends Declaration>(of: D & Partial<Shape>) =>
    declare<readonly string[], D>(list(item(of), commas), of),
  /** Items one per line or comma-separated, each of a kind that the action defines. */
  namesOf: <Value, const D extends Declaration>(each: Kind<Value>, of: D) =>
    declare<readonly Value[], D>(list(each, commas), of),
  choices: <const Values extends readonly string[], const D extends Declaration>(
    of: D & { readonly values: Values },
  ) => declare<readonly Values[number][], D>(list(kinds.choice(of.values), commas), of),
  integers: <const D extends Declaration>(of: D & { readonly min?: number }) =>
    declare<readonly number[], D>(list(kinds.integer(of), commas), of),
  pairs: <const D extends Declaration>(of: D) => declare(pairs(kinds.anyText), of),
  /** Names or globs with a percentage each; `alone` is the percentage of a name without one. */
  percents: <const D extends Declaration>(of: D & { readonly alone?: string }) =>
    declare<ReadonlyMap<string, number>, D>(pairs(kinds.percent, of.alone), of),
}

/** Inputs that mean the same in every action that has them. */
export const shared = {
  token: (description: string, aliases: readonly string[] = []) =>
    input.secret({ description, default: '${{ github.token }}', required: true, aliases }),
  timeout: (seconds: string) =>
    input.duration({
      description: 'How long the whole run may take, with retries. The run fails after that time.',
      default: seconds,
    }),
  caFile: () =>
    input.text({
      description:
        'A file with certificates (PEM) to trust in addition to those of Node, for a forge or proxy with a private certificate authority.',
    }),
  dryRun: () =>
    input.flag({
      description:
        'With `true`, the action reads, decides and reports what it would write, but writes nothing.',
      default: 'false',
    }),
  enforce: () =>
    input.flag({
      description:
        'With `false`, the action reports a failure under the headline "report only", and the step still passes.',
      default: 'true',
    }),
}
