import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Bar, Scenario } from '@suite/testkit/sweep'
import { root } from '../actions.ts'

/** Returns the scenarios of an action; empty if it has none. */
export async function scenariosOf(action: string): Promise<readonly Scenario[]> {
  const { scenarios = [] } = await read<{ readonly scenarios: readonly Scenario[] }>(action, 'scenarios')
  return scenarios
}

/** Returns what many simulated runs of an action must do; empty if no replicas answer it. */
export async function barsOf(action: string): Promise<readonly Bar[]> {
  const { bars = [] } = await read<{ readonly bars: readonly Bar[] }>(action, 'replicas')
  return bars
}

async function read<Exports>(action: string, name: string): Promise<Partial<Exports>> {
  const file = join(root, 'actions', action, 'test', `${name}.ts`)
  return existsSync(file) ? import(pathToFileURL(file).href) : {}
}
