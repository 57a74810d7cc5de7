/** The systems and machines that deno compiles for, and how their binaries are named unless an input says otherwise. */

export type TargetName =
  | 'x86_64-unknown-linux-gnu'
  | 'aarch64-unknown-linux-gnu'
  | 'x86_64-apple-darwin'
  | 'aarch64-apple-darwin'
  | 'x86_64-pc-windows-msvc'
  | 'aarch64-pc-windows-msvc'

export interface Target {
  readonly name: TargetName
  readonly system: 'linux' | 'darwin' | 'windows'
  readonly machine: 'x86_64' | 'aarch64'
  /** The format that its binary must have. */
  readonly format: 'elf' | 'mach-o' | 'pe'
  /** What follows the name of the program in the name of its file. */
  readonly suffix: string
}

export const targets: readonly Target[] = [
  {
    name: 'x86_64-unknown-linux-gnu',
    system: 'linux',
    machine: 'x86_64',
    format: 'elf',
    suffix: '-linux-x86_64',
  },
  {
    name: 'aarch64-unknown-linux-gnu',
    system: 'linux',
    machine: 'aarch64',
    format: 'elf',
    suffix: '-linux-aarch64',
  },
  {
    name: 'x86_64-apple-darwin',
    system: 'darwin',
    machine: 'x86_64',
    format: 'mach-o',
    suffix: '-darwin-x86_64',
  },
  {
    name: 'aarch64-apple-darwin',
    system: 'darwin',
    machine: 'aarch64',
    format: 'mach-o',
    suffix: '-darwin-arm64',
  },
  {
    name: 'x86_64-pc-windows-msvc',
    system: 'windows',
    machine: 'x86_64',
    format: 'pe',
    suffix: '-windows-x86_64.exe',
  },
  {
    name: 'aarch64-pc-windows-msvc',
    system: 'windows',
    machine: 'aarch64',
    format: 'pe',
    suffix: '-windows-arm64.exe',
  },
]

export const targetNames = targets.map(({ name }) => name) as [TargetName, ...TargetName[]]

/** The targets that are built unless `targets` says otherwise. */
export const usualTargets: readonly TargetName[] = targetNames.filter(
  (name) => name !== 'aarch64-pc-windows-msvc',
)

/** Returns what is known about a target. */
export function targetOf(name: TargetName): Target {
  const found = targets.find((target) => target.name === name)
  if (found === undefined) throw new Error(`there is no target ${name}`)
  return found
}

/** Returns the target of the machine that runs this; undefined if deno compiles for no such machine. */
export function hostTarget(platform: string, arch: string): TargetName | undefined {
  const systems: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' }
  const machines: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' }
  return targets.find(({ system, machine }) => system === systems[platform] && machine === machines[arch])
    ?.name
}
