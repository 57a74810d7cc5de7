import { isIP } from 'node:net'
import { broadPath } from './broad-path.ts'

/** Second levels under which, below a country, anybody can have a name: `*.co.uk`. */
const registries: ReadonlySet<string> = new Set([
  'co',
  'com',
  'net',
  'org',
  'gov',
  'edu',
  'ac',
  'or',
  'ne',
  'go',
])

/** Sockets that give control of the whole machine to a program that may write to them. */
const controlSocket = /(^|\/)(docker|podman|containerd|crio)[^/]{0,40}\.sock$/

/** Returns what makes a host mean everything, as in "covers every address"; undefined if it does not. */
export function broadHost(value: string): string | undefined {
  if (value.startsWith('unix:')) {
    const path = value.slice(5)
    return controlSocket.test(path) ? 'gives control of the machine' : broadPath(path)
  }
  const host = value.trim().toLowerCase()
  const block = /^\[?([0-9a-f:.]{1,45})\]?\/(\d{1,3})\]?$/.exec(host)
  if (block !== null) return broadBlock(block[1] ?? '', Number(block[2]))
  const name = host.replace(/:\d{0,5}$/, '').replace(/\.{1,8}$/, '')
  return broadName(name)
}

function broadBlock(address: string, prefix: number): string | undefined {
  const version = isIP(address)
  if (version === 4 && prefix < 8) return describeBlock(prefix, 'IPv4')
  if (version !== 6) return undefined
  // The blocks that stand for all IPv4 addresses, and the one of private networks.
  if (/^(::ffff:|64:ff9b::|2002:)/.test(address) && prefix < 104 && prefix >= 16 && !isDeep(address, prefix))
    return 'covers the IPv4 addresses'
  if (prefix >= 8 || /^f[cd]/.test(address)) return undefined
  return describeBlock(prefix, 'IPv6')
}

function describeBlock(prefix: number, family: string): string {
  return prefix === 0 ? `covers every ${family} address` : `covers a large part of all ${family} addresses`
}

/** Says whether a block of 6to4 addresses is that of one network of IPv4. */
function isDeep(address: string, prefix: number): boolean {
  return address.startsWith('2002:') && prefix >= 24
}

function broadName(name: string): string | undefined {
  const labels = name.split('.')
  if (!labels.some((label) => label.includes('*'))) return undefined
  const rest = labels.filter((label) => label !== '' && !label.includes('*'))
  const [second, top] = rest
  if (rest.length === 0) return 'covers every host'
  if (rest.length === 1) return `covers every host below .${second}`
  if (rest.length === 2 && top?.length === 2 && registries.has(second ?? ''))
    return `covers every host below .${second}.${top}`
  return undefined
}
