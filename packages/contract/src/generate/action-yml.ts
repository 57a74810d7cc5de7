import type { Contract } from '../contract.ts'
import type { Input } from '../inputs.ts'
import { checkContract, requireNone } from './check-contract.ts'
import { plain } from './markdown.ts'
import { yamlFile } from './yaml-file.ts'

/**
 * Returns the `action.yml` of a contract.
 * @throws Error that lists every problem of the contract
 * @see https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax
 */
export function renderActionYml(contract: Contract): string {
  requireNone(contract, checkContract(contract))
  return yamlFile({
    name: contract.title,
    description: `${plain(contract.description)}.`,
    branding: contract.branding,
    inputs: Object.fromEntries([...inputEntries(contract), ...removedEntries(contract)]),
    outputs: Object.fromEntries(
      Object.entries(contract.outputs).map(([name, { description }]) => [
        name,
        { description: plain(description) },
      ]),
    ),
    runs: { using: 'node24', main: 'index.js' },
  })
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
