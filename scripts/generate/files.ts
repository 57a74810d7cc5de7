import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { renderActionTypes, renderActionYml, renderCatalog, renewReadme } from '@suite/contract/generate'
import { actionNames, contractOf, root } from '../actions.ts'
import { findTargets } from '../fuzz/targets.ts'
import { readMeasured } from '../measured/measured.ts'
import { pictures } from '../picture/pictures.ts'
import { renewFuzzed } from './fuzzed.ts'
import { readPackages, renewHouse } from './house.ts'
import { renderPlaybookExample } from './playbook-example.ts'
import { renewRuns } from './runs.ts'
import { renewSwept } from './swept.ts'

/**
 * Writes the files that are generated from contracts, packages, the list of runs under act, what the sweep
 * and the fuzz measured, and the run for the picture
 * of the README.
 * @returns the paths of the files that differed
 */
export async function generateAll(): Promise<string[]> {
  const names = actionNames()
  const contracts = await Promise.all(names.map(contractOf))
  const contributing = await readFile(join(root, 'CONTRIBUTING.md'), 'utf8')
  const wanted = new Map<string, string>([
    ['action-catalog.md', renderCatalog(contracts)],
    ['README.md', renewTables(await readFile(join(root, 'README.md'), 'utf8'), names)],
    ['CONTRIBUTING.md', renewHouse(contributing, await readPackages())],
    ...(await renderPlaybookExample()),
  ])
  for (const contract of contracts) {
    const folder = join('actions', contract.name)
    const page = await readFile(join(root, folder, 'README.md'), 'utf8')
    wanted.set(join(folder, 'action.yml'), renderActionYml(contract))
    wanted.set(join(folder, 'action-types.yml'), renderActionTypes(contract))
    wanted.set(join(folder, 'README.md'), renewReadme(page, contract))
    for (const [file, schema] of Object.entries(await schemasOf(folder)))
      wanted.set(join(folder, file), `${JSON.stringify(schema, null, 2)}\n`)
  }
  // The run for the picture starts with the action.yml that is written here.
  return [...(await writeAll(wanted)), ...(await writeAll(await pictures(names)))]
}

/** Returns README.md with the tables of what was run and measured renewed. */
function renewTables(page: string, names: readonly string[]): string {
  const targets = findTargets().map(({ name }) => name)
  const swept = renewSwept(renewRuns(page), names, readMeasured('sweep'))
  return renewFuzzed(swept, targets, readMeasured('fuzz'))
}

/** Writes files below the root that differ from their content. Returns their paths. */
async function writeAll(wanted: ReadonlyMap<string, string>): Promise<string[]> {
  const changed: string[] = []
  for (const [path, content] of wanted) {
    const file = join(root, path)
    if ((await readFile(file, 'utf8').catch(() => undefined)) === content) continue
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
    changed.push(path)
  }
  return changed
}

/** Returns the JSON Schemas of the files that an action reads: the exports of its `src/schemas.ts`, by file name. */
async function schemasOf(folder: string): Promise<Record<string, unknown>> {
  const file = join(root, folder, 'src/schemas.ts')
  if (!existsSync(file)) return {}
  const { schemas } = await import(pathToFileURL(file).href)
  return schemas
}
