import type { Condition } from '../condition.ts'
import type { Contract } from '../contract.ts'
import { isExpression } from '../inputs.ts'
import { parseAs } from '../kinds.ts'

/** https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#brandingcolor */
const colors = ['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark']

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** Returns the problems of a contract that types cannot detect and that would be silent at run time, each in words. */
export function checkContract(contract: Contract): string[] {
  return [
    ...checkNames(contract),
    ...checkDefaults(contract),
    ...conditionsOf(contract).flatMap(([where, condition]) => checkCondition(contract, where, condition)),
    ...checkEvents(contract),
    ...(colors.includes(contract.branding.color) ? [] : [`${contract.branding.color} is no branding color`]),
  ]
}

/**
 * Throws if there are problems.
 *
 * @throws Error that lists every problem of a contract
 */
export function requireNone({ name }: Contract, problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.map((problem) => `${name}: ${problem}`).join('\n'))
}

function checkNames({ name, inputs, outputs, reasons, removed }: Contract): string[] {
  const ours = [name, ...Object.keys(inputs), ...Object.keys(outputs), ...Object.keys(reasons)]
  const given = Object.entries(inputs).flatMap(([each, { aliases }]) => [each, ...aliases])
  // The runner compares names case-insensitively.
  const folded = [...given, ...Object.keys(removed)].map((each) => each.toLowerCase())
  const twice = folded.filter((each, index) => folded.indexOf(each) !== index)
  return [
    ...ours.filter((each) => !kebab.test(each)).map((each) => `${each} is not kebab-case`),
    ...twice.map((each) => `the input ${each} is declared twice`),
  ]
}

function checkDefaults({ inputs }: Contract): string[] {
  return Object.entries(inputs).flatMap(([name, { kind, default: text }]) => {
    if (text === undefined || isExpression(text)) return []
    const parsed = parseAs(kind, text)
    return 'problem' in parsed ? [`the default of ${name} ${parsed.problem}`] : []
  })
}

function conditionsOf({ inputs, permissions, tokenScopes }: Contract): [string, Condition][] {
  const all: [string, Condition | boolean | undefined][] = [
    ...Object.entries(inputs).map(([name, { required }]) => [`input ${name}`, required] as const),
    ...permissions.map(({ scope, when }) => [`permission ${scope}`, when?.input] as const),
    ...tokenScopes.map(({ scope, when }) => [`token scope ${scope}`, when] as const),
    ...tokenScopes.map(({ scope, input }) => [`token scope ${scope}`, { input, given: true }] as const),
  ].map(([where, condition]) => [where, condition])
  return all.filter((each): each is [string, Condition] => typeof each[1] === 'object')
}

function checkCondition({ inputs }: Contract, where: string, condition: Condition): string[] {
  const input = inputs[condition.input]
  if (input === undefined) return [`${where} hangs on ${condition.input}, which is no input`]
  if ('given' in condition) return []
  return condition.is
    .filter((text) => 'problem' in parseAs(input.kind, text))
    .map((text) => `${where} waits for ${condition.input} to be ${text}, which it never is`)
}

function checkEvents({ events, permissions }: Contract): string[] {
  if (events.length === 0) return []
  return permissions.flatMap(({ scope, when }) =>
    (when?.events ?? [])
      .filter((event) => !events.includes(event))
      .map((event) => `permission ${scope} is for ${event}, on which the action does not run`),
  )
}
