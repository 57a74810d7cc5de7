import { stringify } from 'yaml'

const notice = '# Generated from src/contract.ts by `npm run generate`; do not edit.'

/** Returns a generated YAML file: the notice, then the data in the given order. */
export function yamlFile(data: Readonly<Record<string, unknown>>): string {
  return `${notice}\n${stringify(data, { lineWidth: 0, singleQuote: true })}`
}
