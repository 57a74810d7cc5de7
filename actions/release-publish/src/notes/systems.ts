/** A system that a binary is for. */
export interface System {
  readonly name: string
  /** What `uname -sm` prints there; undefined on Windows. */
  readonly uname: string | undefined
  readonly kind: 'linux' | 'macos' | 'windows' | 'other'
}

const vendors = {
  'unknown-linux-gnu': { name: 'Linux', kind: 'linux', uname: 'Linux' },
  'unknown-linux-musl': { name: 'Linux (musl)', kind: 'linux', uname: 'Linux' },
  'apple-darwin': { name: 'macOS', kind: 'macos', uname: 'Darwin' },
  'pc-windows-msvc': { name: 'Windows', kind: 'windows', uname: undefined },
} as const

/** Returns the system of a target such as `aarch64-apple-darwin`, as its users name it. */
export function systemOf(target: string): System {
  const at = target.indexOf('-')
  const processor = target.slice(0, at)
  const rest = target.slice(at + 1)
  const vendor = Object.hasOwn(vendors, rest) ? vendors[rest as keyof typeof vendors] : undefined
  if (vendor === undefined) return { name: target, uname: undefined, kind: 'other' }
  const isArm = processor === 'aarch64'
  // Apple's kernel says arm64 for what others call aarch64.
  const machine = isArm && vendor.kind === 'macos' ? 'arm64' : processor
  const names = isArm ? 'ARM64' : processor === 'x86_64' ? 'Intel and AMD, 64 bit' : processor
  const spoken = vendor.kind === 'macos' ? (isArm ? 'Apple silicon' : 'Intel') : names
  return {
    name: `${vendor.name}, ${spoken}`,
    uname: vendor.uname && `${vendor.uname} ${machine}`,
    kind: vendor.kind,
  }
}
