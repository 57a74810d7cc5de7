import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../actions.ts'
import { replaceGenerated } from './replace-generated.ts'

interface Package {
  readonly name: string
  readonly description: string
  /** The other packages of this repository that it imports. */
  readonly imports: readonly string[]
}

/**
 * Returns CONTRIBUTING.md with its picture of the packages renewed. The arrows are the dependencies of each
 * package.json, which `npm run check` compares with the imports.
 * @throws Error if the page lacks its markers, or a package lacks its description
 */
export function renewHouse(page: string, packages: readonly Package[]): string {
  const rows = inFloors(packages).map(({ name, description, imports }) => {
    if (!description) throw new Error(`packages/${name}/package.json lacks its description`)
    return `| \`${name}\` | ${description} | ${imports.map((each) => `\`${each}\``).join(', ')} |`
  })
  const table = ['| Package | Its one reason to change | Imports |', '| --- | --- | --- |', ...rows].join(
    '\n',
  )
  return replaceGenerated(page, 'house', table, 'CONTRIBUTING.md')
}

/** Returns the packages from top to bottom: each package is above all that it imports. */
function inFloors(packages: readonly Package[]): Package[] {
  const byName = new Map(packages.map((each) => [each.name, each]))
  const floorOf = (name: string): number => 1 + Math.max(0, ...(byName.get(name)?.imports ?? []).map(floorOf))
  return [...packages].sort((a, b) => floorOf(b.name) - floorOf(a.name) || (a.name < b.name ? -1 : 1))
}

/** Returns every package of `packages/`, as its package.json declares it. */
export async function readPackages(): Promise<Package[]> {
  const names = readdirSync(join(root, 'packages'))
    .filter((name) => existsSync(join(root, 'packages', name, 'package.json')))
    .sort()
  return Promise.all(
    names.map(async (name) => {
      const declared = JSON.parse(await readFile(join(root, 'packages', name, 'package.json'), 'utf8'))
      const imports = Object.keys(declared.dependencies ?? {})
        .filter((each) => each.startsWith('@suite/'))
        .map((each) => each.slice('@suite/'.length))
      return { name, description: declared.description ?? '', imports }
    }),
  )
}
