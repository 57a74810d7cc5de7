import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Contract } from '@suite/contract'

/** The repository's root. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** The names of all actions, in order: the folders of `actions/`. */
export function actionNames(): string[] {
  return readdirSync(join(root, 'actions'), { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && existsSync(join(root, 'actions', entry.name, 'src/contract.ts')),
    )
    .map((entry) => entry.name)
    .sort()
}

/** Returns the contract of an action, from its source. */
export async function contractOf(name: string): Promise<Contract> {
  const { contract } = await import(pathToFileURL(join(root, 'actions', name, 'src/contract.ts')).href)
  return contract as Contract
}
