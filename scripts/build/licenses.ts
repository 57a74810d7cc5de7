import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../actions.ts'

/**
 * Bundled packages that declare no licence, each with the package that brings it: @actions/artifact unpacks with
 * unzip-stream, which uses buffers.
 */
const unlicensed: ReadonlySet<string> = new Set(['buffers 0.1.1'])

/** A module of the bundler's report (webpack's stats). A concatenated module contains its parts. */
interface Module {
  readonly orphan?: boolean
  readonly nameForCondition?: string | null
  readonly modules?: readonly Module[]
}

/** The bundler's report on its modules. */
export interface Stats {
  readonly modules: readonly Module[]
}

/**
 * Returns the licences of all packages in a bundle, by name. ncc's own list omits modules that were joined with
 * others, which is nearly all of them.
 */
export async function renderLicenses(stats: Stats): Promise<string> {
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
