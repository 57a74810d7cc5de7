import { dirname, join } from 'node:path'
import { UsageError } from '@suite/errors'
import type { Manager } from './find-manager.ts'
import { frozenInstall, programOf } from './managers.ts'
import type { Command, Ports } from './ports.ts'
import type { Project } from './project.ts'
import { reasons } from './reasons.ts'
import { type Evidence, evidenceOfCompiler, evidenceOfInstall, evidenceOfScript } from './show-that-it-ran.ts'
import { compilerArguments, typeScripts } from './types-check.ts'

/** One thing that is checked. */
export interface Check {
  readonly name: string
  readonly command: Command
  readonly folder: string
  /** The command as a person types it. */
  readonly says: string
  /** Undefined if only the exit code says whether it ran. */
  readonly evidence?: Evidence | undefined
}

/** What is checked before anything is installed. */
export interface Plan {
  /** The script that checks types; undefined if there is none. */
  readonly types: string | undefined
  /** Whether the compiler is called for want of such a script. */
  readonly compiles: boolean
  readonly builds: boolean
  readonly scripts: readonly string[]
}

/**
 * Returns what will be checked.
 * @throws UsageError `script-missing`, `nothing-to-run`
 */
export function planChecks({ manifest, tsconfig, path }: Project, asked: readonly string[]): Plan {
  const has = (name: string) => (manifest.scripts.get(name) ?? '').trim() !== ''
  const missing = asked.filter((name) => !has(name))
  if (missing.length > 0)
    throw new UsageError(
      reasons['script-missing'],
      `${path} has no script ${missing.join(', ')}, which the input scripts names`,
    )
  const types = typeScripts.find(has)
  const plan = {
    types,
    compiles: types === undefined && tsconfig !== undefined,
    builds: has('build'),
    scripts: asked,
  }
  if (
    types === undefined &&
    !plan.compiles &&
    !plan.builds &&
    asked.length === 0 &&
    !manifest.hasDependencies
  )
    throw new UsageError(
      reasons['nothing-to-run'],
      `${path} has no dependencies and no script ${[...typeScripts, 'build'].join(', ')}, and there is no tsconfig.json`,
    )
  return plan
}

export function installCheck({ call, flavor }: Manager, folder: string): Check {
  const args = frozenInstall[flavor]
  const evidence = evidenceOfInstall(flavor)
  const command = call([...args, ...(evidence?.args ?? [])])
  return { name: 'install', command, folder, says: [programOf(flavor), ...args].join(' '), evidence }
}

export function scriptCheck(
  name: string,
  { call, flavor }: Manager,
  { folder }: Project,
  script = name,
): Check {
  const evidence = evidenceOfScript(flavor, script)
  const command = call(['run', script, ...(evidence?.args ?? [])])
  return { name, command, folder, says: `${programOf(flavor)} run ${script}`, evidence }
}

/**
 * Returns the call of the project's own compiler, once it is installed.
 * @throws UsageError `checks-failed` if there is none; `nothing-to-run` if it would look at no file
 */
export async function compilerCheck(ports: Ports, manager: Manager, project: Project): Promise<Check> {
  const { folder, shown, tsconfig = '' } = project
  const compiler = await findCompiler(ports, manager, project)
  if (compiler === undefined)
    throw new UsageError(
      reasons['checks-failed'],
      `${shown} has a tsconfig.json but no TypeScript`,
      'Add typescript to its devDependencies, or a script `typecheck`.',
    )
  const args = compilerArguments(tsconfig)
  if (!args.includes('--build')) await requireFiles(ports, compiler, project)
  const evidence = evidenceOfCompiler
  const command = compiler.call([...args, ...evidence.args])
  return { name: 'typecheck', command, folder, says: [compiler.name, ...args].join(' '), evidence }
}

/** A `tsconfig.json` without any file of its own would pass without being checked. */
async function requireFiles(
  { programs }: Ports,
  compiler: Compiler,
  { folder, shown }: Project,
): Promise<void> {
  let hasOwn = false
  const onLine = (line: string) => {
    hasOwn ||= !/[\\/]node_modules[\\/]/.test(line) && /\.\w+$/.test(line.trim())
  }
  const listed = await programs.run(compiler.call(['--noEmit', '--listFilesOnly']), { folder, onLine })
  if (listed?.exitCode === 0 && !hasOwn)
    throw new UsageError(
      reasons['nothing-to-run'],
      `tsconfig.json in ${shown} names no file, so its types would pass unchecked`,
      'Correct `include` or `files` of the tsconfig.json, or add a script `typecheck`.',
    )
}

interface Compiler {
  readonly call: (args: readonly string[]) => Command
  /** How a person calls it. */
  readonly name: string
}

async function findCompiler(
  { files }: Ports,
  { call }: Manager,
  { folders }: Project,
): Promise<Compiler | undefined> {
  for (const folder of folders) {
    const path = join(folder, 'node_modules/typescript/package.json')
    const text = await files.read(path)
    const script = text === undefined ? undefined : scriptOf(text)
    if (script !== undefined)
      return {
        name: 'npx tsc',
        call: (args) => ({ program: 'node', args: [join(dirname(path), script), ...args] }),
      }
    // With Plug'n'Play there is no node_modules: only Yarn knows where the compiler is.
    if (await files.exists(join(folder, '.pnp.cjs')))
      return { name: 'yarn tsc', call: (args) => call(['run', 'tsc', ...args]) }
  }
  return undefined
}

function scriptOf(manifest: string): string | undefined {
  try {
    const { bin } = JSON.parse(manifest)
    const script = typeof bin === 'string' ? bin : bin?.tsc
    return typeof script === 'string' ? script : undefined
  } catch {
    return undefined
  }
}
