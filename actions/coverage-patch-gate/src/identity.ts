import { createHash } from 'node:crypto'

type Variables = Readonly<Record<string, string | undefined>>

/**
 * Returns what tells one gate from another on the same pull request: its name or, if it has none, the workflow, the
 * job and the step.
 */
export function gateOf(name: string | undefined, variables: Variables): string {
  if (name !== undefined) return name
  const { GITHUB_WORKFLOW = '', GITHUB_JOB = '', GITHUB_ACTION = '' } = variables
  return [GITHUB_WORKFLOW, GITHUB_JOB, GITHUB_ACTION].join(' / ')
}

/** Returns a part of a file name. Different gates have different ones. */
export function slugOf(gate: string): string {
  const readable = gate.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 40)
  return `${readable}-${createHash('sha256').update(gate).digest('hex').slice(0, 8)}`
}
