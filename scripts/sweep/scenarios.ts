import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Scenario } from '@suite/testkit/sweep'
import { root } from '../actions.ts'

/** Returns the scenarios of an action; empty if it has none. */
export async function scenariosOf(action: string): Promise<readonly Scenario[]> {
  const file = join(root, 'actions', action, 'test/scenarios.ts')
  if (!existsSync(file)) return []
  const { scenarios } = (await import(pathToFileURL(file).href)) as { scenarios: readonly Scenario[] }
  return scenarios
}
