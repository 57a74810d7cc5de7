import type { Reason } from '@suite/errors'
import { type Condition, describeCondition } from '../condition.ts'
import type { Contract, Permission } from '../contract.ts'
import type { Input } from '../inputs.ts'
import { code, table } from './markdown.ts'

const start = '<!-- generated: contract -->'
const end = '<!-- /generated -->'

/**
 * Returns the page of an action with its generated part, the text between the two markers, renewed.
 * @throws Error if the page lacks the markers, so that no page goes stale unnoticed
 */
export function renewReadme(page: string, contract: Contract): string {
  const [from, to] = [page.indexOf(start), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`The README of ${contract.name} lacks ${start} … ${end}`)
  return `${page.slice(0, from)}${start}\n\n${renderSections(contract)}\n\n${page.slice(to)}`
}

function renderSections(contract: Contract): string {
  return [
    '## Inputs',
    inputsTable(contract),
    aliasesLine(contract),
    removedTable(contract),
    '## Outputs',
    table(
      ['Output', 'What it holds', 'As'],
      Object.entries(contract.outputs).map(([name, { description, holds }]) => [
        code(name),
        description,
        holds,
      ]),
    ),
    '## Permissions',
    permissionsTable(contract.permissions),
    tokenScopesTable(contract),
    environmentTable(contract),
    '## Events',
    contract.events.length === 0
      ? 'Runs on every event.'
      : `Runs on ${contract.events.map(code).join(', ')}. Any other event fails the run.`,
    '## How it can end',
    'The output `reason` holds one of these codes.',
    reasonSections(contract),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function inputsTable(contract: Contract): string {
  return table(
    ['Input', 'What it is', 'May be', 'Default'],
    Object.entries(contract.inputs).map(([name, input]) => [
      code(name),
      [input.description, input.emptyMeans ? `Empty: ${input.emptyMeans}.` : '', needed(input)]
        .filter((part) => part !== '')
        .join(' '),
      input.kind.writes,
      input.default === undefined ? '' : shownDefault(input.default),
    ]),
  )
}

function shownDefault(text: string): string {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.length === 0 ? 'empty' : lines.map(code).join('\n')
}

function needed({ required, default: fallback }: Input): string {
  if (typeof required !== 'boolean') return `Required when ${conditionText(required)}.`
  return required && fallback === undefined ? 'Required.' : ''
}

function conditionText(condition: Condition): string {
  return describeCondition(condition, code)
}

function aliasesLine(contract: Contract): string {
  const lines = Object.entries(contract.inputs).flatMap(([name, { aliases }]) =>
    aliases.map((alias) => `${code(alias)} for ${code(name)}`),
  )
  return lines.length === 0 ? '' : `Also accepted, so that existing workflows work: ${lines.join(', ')}.`
}

function removedTable({ removed }: Contract): string {
  const rows = Object.entries(removed).map(([name, instead]) => [code(name), instead])
  return rows.length === 0 ? '' : table(['Removed input', 'Write instead'], rows)
}

function permissionsTable(permissions: readonly Permission[]): string {
  if (permissions.length === 0) return 'None: `permissions: {}` is enough.'
  return table(
    ['Permission', 'Needed', 'Why'],
    permissions.map(({ scope, access, why, when }) => [code(`${scope}: ${access}`), neededWhen(when), why]),
  )
}

function neededWhen(when: Permission['when']): string {
  const parts = [
    when?.input ? `when ${conditionText(when.input)}` : '',
    when?.events ? `on ${when.events.map(code).join(', ')}` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'always' : parts.join(', ')
}

function tokenScopesTable({ tokenScopes }: Contract): string {
  if (tokenScopes.length === 0) return ''
  const rows = tokenScopes.map(({ input, service, scope, why, when }) => [
    code(input),
    `${service}: ${scope}`,
    when ? `when ${conditionText(when)}` : 'always',
    why,
  ])
  return `What the other tokens must be allowed to do:\n\n${table(['Input', 'Scope', 'Needed', 'Why'], rows)}`
}

function environmentTable({ environment }: Contract): string {
  if (environment.length === 0) return ''
  const rows = environment.map(({ name, description }) => [code(name), description])
  return `Environment variables that the action reads:\n\n${table(['Variable', 'What for'], rows)}`
}

function reasonSections({ reasons }: Contract): string {
  return Object.entries(reasons)
    .map(([name, reason]) => reasonSection(name, reason))
    .join('\n\n')
}

function reasonSection(name: string, { verdict, means, fix }: Reason): string {
  return [`### ${name}`, `**${verdict}.** ${means}`, fix ?? ''].filter((part) => part !== '').join('\n\n')
}
