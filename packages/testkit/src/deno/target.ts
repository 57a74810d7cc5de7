/** The targets of `deno compile`, with the container of each. */
export const baseTargets = {
  'x86_64-unknown-linux-gnu': { format: 'elf', machine: 'x86_64' },
  'aarch64-unknown-linux-gnu': { format: 'elf', machine: 'aarch64' },
  'x86_64-apple-darwin': { format: 'mach-o', machine: 'x86_64' },
  'aarch64-apple-darwin': { format: 'mach-o', machine: 'aarch64' },
  'x86_64-pc-windows-msvc': { format: 'pe', machine: 'x86_64' },
  'aarch64-pc-windows-msvc': { format: 'pe', machine: 'aarch64' },
} as const

export type BaseTarget = keyof typeof baseTargets
export type Machine = 'x86_64' | 'aarch64'

export const allBaseTargets = Object.keys(baseTargets) as readonly BaseTarget[]

/** Returns the target that this machine runs; undefined if it runs no target. */
export function hostTarget(): BaseTarget | undefined {
  const machine = { x64: 'x86_64', arm64: 'aarch64' }[process.arch as string]
  const system = { linux: 'unknown-linux-gnu', darwin: 'apple-darwin', win32: 'pc-windows-msvc' }[
    process.platform as string
  ]
  return allBaseTargets.find((target) => target === `${machine}-${system}`)
}
