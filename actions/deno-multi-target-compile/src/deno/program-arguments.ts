import { posix } from 'node:path'
import type { Project } from '../source/project.ts'
import { type TargetName, targetOf } from '../targets.ts'

/** What is compiled, and with which flags. */
export interface CompileOrder {
  /** The name under which the program stores its data. */
  readonly name: string
  readonly project: Project
  /** Flags of permissions, such as `--allow-read=data` or `-P=set`. */
  readonly permissions: readonly string[]
  /** Other flags from the list that is allowed. */
  readonly flags: readonly string[]
  /** Paths from `working-directory`, and specifiers. */
  readonly include: readonly string[]
  readonly exclude: readonly string[]
}

/** Flags that deno accepts for Windows only. */
const forWindows = /^--(?:icon(?:=|$)|no-terminal$)/
/** Files that deno reads as modules, so that their imports are needed too. */
const module = /\.(?:[cm]?[jt]s|[jt]sx)$/i
const specifier = /^(?:npm|jsr|https?):/i

/** Returns the arguments of `deno install`, `check` or `info` for a program. */
export function readingArguments(
  order: CompileOrder,
  command: 'install' | 'check' | 'info',
): readonly string[] {
  const hosts = importHosts(order)
  const before = {
    install: ['install', '--frozen'],
    check: ['check', '--frozen'],
    info: ['info', '--json', '--frozen'],
  }[command]
  return [
    ...before,
    ...configuration(order),
    ...(hosts.length > 0 ? [`--allow-import=${hosts.join(',')}`] : []),
    ...(command === 'install' ? ['--entrypoint'] : []),
    entrypoint(order),
    ...(command === 'info' ? [] : order.include.filter((text) => module.test(text) || specifier.test(text))),
  ]
}

/**
 * Returns the arguments of `deno compile`, without target, output and entrypoint. `--cached-only` is not among them:
 * with it, deno lets a binary import from every host.
 */
export function compileArguments(order: CompileOrder): readonly string[] {
  return [
    '--no-check',
    '--frozen',
    '--no-prompt',
    '--app-name',
    order.name,
    ...configuration(order),
    ...order.permissions.filter((flag) => flag !== '--no-prompt'),
    ...order.flags,
    ...order.include.map((text) => `--include=${text}`),
    ...order.exclude.map((text) => `--exclude=${text}`),
  ]
}

/** Returns all arguments that compile a program for one target. */
export function argumentsFor(order: CompileOrder, target: TargetName, output: string): readonly string[] {
  const isWindows = targetOf(target).system === 'windows'
  const all = compileArguments(order).filter((argument) => isWindows || !forWindows.test(argument))
  return ['compile', ...all, '--target', target, '-o', output, entrypoint(order)]
}

function configuration({ project: { config, workingDirectory } }: CompileOrder): readonly string[] {
  return config === undefined ? ['--no-config'] : ['--config', way(workingDirectory, config)]
}

function entrypoint({ project: { entrypoint: path, workingDirectory } }: CompileOrder): string {
  return way(workingDirectory, path)
}

/** Returns a path that cannot be taken for a flag or for a package. */
function way(folder: string, path: string): string {
  const found = posix.relative(posix.join('/', folder), posix.join('/', path))
  return found.startsWith('../') ? found : `./${found}`
}

/** Returns the hosts that modules may come from, apart from those that deno always allows. */
function importHosts({ permissions, project: { importHosts: ofSets } }: CompileOrder): readonly string[] {
  return permissions.flatMap((flag) => {
    const [, list] = /^(?:--allow-import|-I)=(.+)$/.exec(flag) ?? []
    if (list !== undefined) return list.split(',')
    const [isSet, name = ''] = /^(?:-P|--permission-set)(?:=(.+))?$/.exec(flag) ?? []
    return isSet === undefined ? [] : (ofSets.get(name) ?? [])
  })
}
