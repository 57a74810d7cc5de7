import type { Problem } from '@suite/errors'
import { UsageError } from '@suite/errors'
import * as z from 'zod/mini'
import type { Contract, InputsOf } from './contract.ts'
import type { Condition, Input } from './inputs.ts'

/** Gives the text of an input, `undefined` where the runner set none. */
export type ReadInput = (name: string) => string | undefined

type Raw = { readonly text: string | undefined } | { readonly problem: string }

/**
 * Turns the texts that the runner gives into values, and reports everything that is wrong in one error.
 * The runner fills in the defaults of `action.yml`, so an empty text was written by the user; some runners
 * leave a variable out instead, and then the default is taken here.
 *
 * @throws UsageError `input-invalid`, with a problem for each input that is missing, wrong, given twice or removed
 */
export function parseInputs<C extends Contract>(contract: C, read: ReadInput): InputsOf<C> {
  const problems: Problem[] = []
  const values: Record<string, unknown> = {}
  const wrong = new Set<string>()
  const report = (name: string, what: string) => {
    wrong.add(name)
    problems.push({ what: `input ${name} ${what}` })
  }

  for (const [name, instead] of Object.entries(contract.removed))
    if (read(name)) report(name, `is no longer there: ${instead}`)

  for (const [name, input] of Object.entries(contract.inputs)) {
    const raw = rawText(name, input, read)
    if ('problem' in raw) {
      report(name, raw.problem)
      continue
    }
    if (raw.text === undefined) continue
    const parsed = z.safeParse(input.kind.schema, raw.text)
    if (parsed.success) values[name] = parsed.data
    else report(name, `${parsed.error.issues[0]?.message}${shown(input, raw.text)}`)
  }

  for (const [name, input] of Object.entries(contract.inputs))
    if (values[name] === undefined && isRequired(input, values) && !wrong.has(name))
      report(name, `is missing${because(input)}`)

  if (problems.length > 0)
    throw new UsageError(
      'input-invalid',
      problems,
      `Correct the with: block of the step that uses ${contract.name}.`,
    )
  return values as InputsOf<C>
}

/** Every text given for a secret input, right or wrong, so that it is masked before anything is said about it. */
export function secretTexts(contract: Contract, read: ReadInput): string[] {
  return Object.entries(contract.inputs)
    .filter(([, input]) => input.kind.secret)
    .flatMap(([name, input]) => [name, ...input.aliases].map((each) => read(each)))
    .filter((text): text is string => text !== undefined && text.trim() !== '')
}

function rawText(name: string, input: Input, read: ReadInput): Raw {
  const own = read(name)
  const others = input.aliases.map((alias) => ({ alias, text: read(alias) })).filter(({ text }) => text)
  const [other, second] = others
  if (second && other && second.text !== other.text)
    return { problem: `is given as ${other.alias} and as ${second.alias}, with different values; keep one` }
  // The runner writes the default into the variable, so an own text that equals it was most likely not given.
  const ownIsGiven = own !== undefined && own !== '' && own !== input.default && !isExpression(input.default)
  if (other && ownIsGiven && own !== other.text)
    return { problem: `is given under its own name and as ${other.alias}, with different values; keep one` }
  if (other) return { text: other.text }
  if (own === '' && input.emptyMeans !== undefined) return { text: undefined }
  if (own) return { text: input.kind.secret ? own : own.trim() || fallback(input) }
  return { text: fallback(input) }
}

function fallback(input: Input): string | undefined {
  return isExpression(input.default) ? undefined : input.default
}

function isExpression(text: string | undefined): boolean {
  return text?.includes('${{') ?? false
}

function isRequired(input: Input, values: Readonly<Record<string, unknown>>): boolean {
  return typeof input.required === 'boolean' ? input.required : holds(input.required, values)
}

/** Whether an input of the condition has one of its values. */
export function holds(condition: Condition, values: Readonly<Record<string, unknown>>): boolean {
  return condition.is.includes(String(values[condition.input]))
}

function because(input: Input): string {
  if (typeof input.required === 'boolean') return ''
  return `: it is required when ${input.required.input} is ${input.required.is.join(' or ')}`
}

/** What was given, unless it is a secret. */
function shown(input: Input, text: string): string {
  if (input.kind.secret) return ''
  const short = text.length > 80 ? `${text.slice(0, 80)}…` : text
  return `, not ${JSON.stringify(short)}`
}
