import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../actions.ts'

/**
 * What is bundled although it names no licence, each with the package that brings it: @actions/artifact unpacks with
 * unzip-stream, which uses buffers.
 */
const unlicensed: ReadonlySet<string> = new Set(['buffers 0.1.1'])

/** A module of the bundler's report (webpack's stats). A concatenated one holds those it was made of. */
interface Module {
  readonly orphan?: boolean
  readonly nameForCondition?: string | null
  readonly modules?: readonly Module[]
}

/**
 * The licences of all packages that are in a bundle, by name. ncc's own list leaves out modules that were joined
 * with others, which is nearly all of them.
 * @param stats what `ncc --stats-out` wrote
 */
export async function renderLicenses(stats: { readonly modules: readonly Module[] }): Promise<string> {
  const folders = new Set(stats.modules.filter(({ orphan }) => !orphan).flatMap(packageFolders))
  const entries = await Promise.all([...folders].map(describePackage))
  return `${entries.sort().join(`\n\n${'-'.repeat(80)}\n\n`)}\n`
}

function packageFolders({ nameForCondition, modules = [] }: Module): string[] {
  const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(nameForCondition ?? '')?.[0]
  return [...(folder ? [folder] : []), ...modules.flatMap(packageFolders)]
}

async function describePackage(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const file = (await readdir(folder)).sort().find((each) => /^licen[cs]e/i.test(each))
  if (!file && !license && !unlicensed.has(`${name} ${version}`))
    throw new Error(`${name} ${version} names no licence (${folder.slice(root.length)})`)
  const text = file
    ? (await readFile(join(folder, file), 'utf8')).trim()
    : 'The package carries no text of it.'
  return `${name} ${version} (${license ?? (file ? 'see below' : 'names none')})\n\n${text}`
}
