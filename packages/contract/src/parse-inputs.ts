import type { Problem } from '@suite/errors'
import { commonReasons, UsageError } from '@suite/errors'
import { describeCondition, holds } from './condition.ts'
import type { Contract, InputsOf } from './contract.ts'
import { type Input, isExpression } from './inputs.ts'
import { parseAs } from './kinds.ts'

/** Returns the text of an input, or `undefined` if the runner did not set one. */
export type ReadInput = (name: string) => string | undefined

/** An input's text, and the name under which it was given. */
type Given = { readonly name: string; readonly text: string } | { readonly problem: string } | undefined

/**
 * Turns the texts from the runner into values, and reports every problem in one error. The runner fills in the
 * defaults of `action.yml`, so an empty text comes from the user. Some runners omit a variable instead; then this
 * function applies the default.
 *
 * @throws UsageError `input-invalid`, with a problem for each input that is missing, wrong, given twice or removed
 */
export function parseInputs<C extends Contract>(contract: C, read: ReadInput): InputsOf<C> {
  const problems: Problem[] = []
  const values: Record<string, unknown> = {}
  const wrong = new Set<string>()
  const report = (name: string, what: string, as = name) => {
    wrong.add(name)
    problems.push({ what: `input ${as === name ? name : `${as} (${name})`} ${what}` })
  }

  for (const [name, instead] of Object.entries(contract.removed))
    if (read(name)) report(name, `no longer exists: ${instead}`)

  for (const [name, input] of Object.entries(contract.inputs)) {
    const given = givenText(name, input, read)
    if (given === undefined) continue
    const parsed = 'problem' in given ? given : parseAs(input.kind, given.text)
    if ('value' in parsed) values[name] = parsed.value
    else if ('problem' in given) report(name, given.problem)
    else report(name, `${parsed.problem}${quoted(input, given.text)}`, given.name)
  }

  for (const [name, input] of Object.entries(contract.inputs))
    if (values[name] === undefined && isRequired(input, values) && !wrong.has(name))
      report(name, `is missing${because(input)}`)

  if (problems.length > 0)
    throw new UsageError(
      commonReasons['input-invalid'],
      problems,
      `Correct the with: block of the step that uses ${contract.name}.`,
    )
  return values as InputsOf<C>
}

/**
 * Returns the value of one input, for values that are needed before all inputs are parsed. Returns undefined if the
 * input is omitted or wrong.
 */
export function parseInput(contract: Contract, name: string, read: ReadInput): unknown {
  const input = contract.inputs[name]
  if (input === undefined) return undefined
  const given = givenText(name, input, read)
  if (given === undefined || 'problem' in given) return undefined
  const parsed = parseAs(input.kind, given.text)
  return 'value' in parsed ? parsed.value : undefined
}

/** Returns every text given for a secret input, valid or not, so that it is masked before any message. */
export function secretTexts(contract: Contract, read: ReadInput): string[] {
  return Object.entries(contract.inputs)
    .filter(([, input]) => input.kind.secret)
    .flatMap(([name, input]) => [name, ...input.aliases].map((each) => read(each)))
    .filter((text): text is string => text !== undefined && text.trim() !== '')
}

function givenText(name: string, input: Input, read: ReadInput): Given {
  // The kind of a secret refuses white space around it; around any other text, white space comes from YAML.
  const tidy = (text: string | undefined) => (input.kind.secret ? text : text?.trim())
  const own = tidy(read(name))
  const [other, ...more] = input.aliases.flatMap((alias) => {
    const text = tidy(read(alias))
    return text ? [{ name: alias, text }] : []
  })
  const second = more.find(({ text }) => text !== other?.text)
  if (other && second) return twice(`as ${other.name} and as ${second.name}`)
  // The runner writes the default into the variable, so an own text that equals it was most likely not given.
  const ownIsGiven = own && own !== input.default && !isExpression(input.default)
  if (other && ownIsGiven && own !== other.text) return twice(`under its own name and as ${other.name}`)
  if (other) return other
  if (own) return { name, text: own }
  if (own === '' && input.emptyMeans !== undefined) return undefined
  return input.default === undefined || isExpression(input.default)
    ? undefined
    : { name, text: input.default }
}

function twice(how: string): { problem: string } {
  return { problem: `is given ${how}, with different values; keep one` }
}

function isRequired({ required }: Input, values: Readonly<Record<string, unknown>>): boolean {
  return typeof required === 'boolean' ? required : holds(required, values)
}

function because({ required }: Input): string {
  return typeof required === 'boolean' ? '' : `: it is required when ${describeCondition(required)}`
}

function quoted({ kind }: Input, text: string): string {
  if (!kind.quotable) return ''
  const short = text.length > 80 ? `${text.slice(0, 80)}…` : text
  return `, not ${JSON.stringify(short)}`
}
