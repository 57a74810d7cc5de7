import type { Contract } from '../contract.ts'
import type { Input } from '../inputs.ts'
import { checkContract, requireNone } from './check-contract.ts'
import { plain } from './markdown.ts'
import { yamlFile } from './yaml-file.ts'

/** The `runs:` block of a composite action: steps, and each output by the expression that fills it. */
export interface CompositeRuns {
  readonly steps: readonly Readonly<Record<string, unknown>>[]
  readonly outputs: Readonly<Record<string, string>>
}

/**
 * Returns the `action.yml` of a contract. Only a composite action passes its steps.
 * @throws Error that lists every problem of the contract or the steps
 * @see https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax
 */
export function renderActionYml(contract: Contract, composite?: CompositeRuns): string {
  requireNone(contract, [...checkContract(contract), ...checkSteps(contract, composite)])
  return yamlFile({
    name: contract.title,
    description: `${plain(contract.description)}.`,
    branding: contract.branding,
    inputs: Object.fromEntries([...inputEntries(contract), ...removedEntries(contract)]),
    outputs: Object.fromEntries(
      Object.entries(contract.outputs).map(([name, { description }]) => [
        name,
        { description: plain(description), ...(composite && { value: composite.outputs[name] }) },
      ]),
    ),
    runs: composite ? { using: 'composite', steps: composite.steps } : { using: 'node24', main: 'index.js' },
  })
}

function checkSteps(contract: Contract, composite: CompositeRuns | undefined): string[] {
  if ((contract.runs === 'composite') !== (composite !== undefined))
    return ['a composite action, and no other, brings its own steps']
  if (composite === undefined) return []
  const unset = Object.keys(contract.outputs).filter((name) => !composite.outputs[name])
  // A value inserted into a script is code:
  // https://docs.github.com/actions/reference/security/secure-use#good-practices-for-mitigating-script-injection-attacks
  const injected = composite.steps.filter(({ run }) => String(run).includes('${{'))
  return [
    ...unset.map((name) => `no step gives the output ${name}`),
    ...injected.map(
      ({ name, id }) => `the script of ${name ?? id ?? 'a step'} takes a value by \${{ }}, not by env`,
    ),
  ]
}

function inputEntries(contract: Contract): [string, object][] {
  return Object.entries(contract.inputs).flatMap(([name, input]) => [
    [name, describe(input)],
    ...input.aliases.map((alias): [string, object] => [
      alias,
      { description: `The same as ${name}.`, required: false },
    ]),
  ])
}

function describe(input: Input): object {
  return {
    description: plain(input.description),
    // The runner only warns of a missing input; the action reports it, with everything else that is wrong.
    required: input.required === true && input.default === undefined,
    ...(input.default === undefined ? {} : { default: input.default }),
  }
}

function removedEntries({ removed }: Contract): [string, object][] {
  return Object.entries(removed).map(([name, instead]) => [
    name,
    { description: 'Removed.', required: false, deprecationMessage: instead },
  ])
}
