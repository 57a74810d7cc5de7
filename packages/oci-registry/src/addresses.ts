import { BlockList } from 'node:net'
import { isLoopback, isReadableByOthers } from '@suite/wire/address'
import { dockerHub, type ImageReference } from './image-reference.ts'

/**
 * Addresses that a registry must not name: loopback, private and link-local ones, also that of the cloud's metadata.
 */
const inner = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inner.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  inner.addSubnet(network, prefix, 'ipv6')

/**
 * Returns the origin of a registry: `https:`, or plain `http:` on loopback, where no other machine can listen. Docker
 * Hub's API has another host than its images.
 */
export function originOf({ registry }: ImageReference): URL {
  if (registry === dockerHub) return new URL('https://registry-1.docker.io')
  const url = new URL(`https://${registry}`)
  return isLoopback(url) ? new URL(`http://${registry}`) : url
}

/**
 * Returns why an address that a registry named must not be used; undefined if it may be used. It must be encrypted, and
 * must not be a private address unless the registry is private too. Only addresses are checked, not what a name
 * resolves to.
 */
export function refuseAddress(address: URL, registry: URL): string | undefined {
  if (address.username !== '' || address.password !== '') return 'it holds a user or a password'
  if (isReadableByOthers(address)) return 'it is not encrypted'
  // Plain http on loopback is for a registry that is itself on loopback.
  if (address.protocol === 'http:') return registry.protocol === 'http:' ? undefined : 'it is not encrypted'
  const own = address.hostname === registry.hostname
  return isInner(address) && !own ? 'it is an address inside, and not that of the registry' : undefined
}

function isInner(address: URL): boolean {
  // A name with a dot at its end is the same name.
  const hostname = address.hostname.replace(/\.$/, '')
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return true
  if (hostname.startsWith('[')) return inner.check(hostname.slice(1, -1), 'ipv6')
  return /^\d+\.\d+\.\d+\.\d+$/.test(hostname) && inner.check(hostname, 'ipv4')
}
