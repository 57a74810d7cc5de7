import type { Contract, Output } from '../contract.ts'
import { yamlFile } from './yaml-file.ts'

const typings: Record<Output['holds'], Readonly<Record<string, unknown>>> = {
  text: { type: 'string' },
  names: { type: 'list', separator: ',', 'list-item': { type: 'string' } },
  json: { type: 'string' },
  number: { type: 'integer' },
  decimal: { type: 'float' },
  flag: { type: 'boolean' },
}

/**
 * Returns the `action-types.yml` of a contract.
 * @see https://github.com/typesafegithub/github-actions-typing
 */
export function renderActionTypes(contract: Contract): string {
  const inputs = Object.entries(contract.inputs).flatMap(([name, input]) =>
    [name, ...input.aliases].map((each) => [each, input.kind.typing]),
  )
  const removed = Object.keys(contract.removed).map((name) => [name, { type: 'string' }])
  const outputs = Object.entries(contract.outputs).map(([name, { holds }]) => [name, typings[holds]])
  return yamlFile({
    inputs: Object.fromEntries([...inputs, ...removed]),
    outputs: Object.fromEntries(outputs),
  })
}
