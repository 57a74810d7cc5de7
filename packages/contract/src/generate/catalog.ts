import type { Contract } from '../contract.ts'
import { code, table } from './markdown.ts'

/** Returns `action-catalog.md`: every action on one page, by name. */
export function renderCatalog(contracts: readonly Contract[]): string {
  const rows = [...contracts]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((contract) => [
      `[${contract.name}](actions/${contract.name}/README.md)`,
      `${contract.description}.`,
      contract.gate ? 'gate' : 'action',
      contract.permissions
        .filter(({ when }) => when === undefined)
        .map(({ scope, access }) => code(`${scope}: ${access}`))
        .join(', ') || 'none',
    ])
  return [
    '<!-- Generated from the contracts by `npm run generate`; do not edit. -->',
    '# Action catalog',
    '',
    table(['Action', 'What it does', 'Kind', 'Permissions that it always needs'], rows),
    '',
  ].join('\n')
}
