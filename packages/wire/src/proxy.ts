import { UsageError } from '@suite/errors'
import { isLoopback } from './address.ts'
import { wireReasons } from './reasons.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Returns the proxy for a request to `target`, by the rules of GitHub's own toolkit, so that a runner that is set up
 * for other actions works for these too: names in lower case win, loopback is never proxied, `no_proxy` holds
 * host names (subdomains included) with or without a port, or `*`.
 * https://github.com/actions/toolkit/blob/main/packages/http-client/src/proxy.ts
 *
 * @throws UsageError if the variable does not hold the address of an HTTP proxy; the message does not repeat its value,
 *   which may hold a password
 */
export function proxyFor(target: URL, environment: Environment): URL | undefined {
  const name = target.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const value = readVariable(name, environment)
  if (value === undefined || isLoopback(target)) return undefined
  if (isExempt(target, readVariable('no_proxy', environment) ?? '')) return undefined
  return readProxy(value, name)
}

/**
 * The `Basic` credentials in the address of a proxy; undefined if it has none. They go to a proxy on plain `http:` too,
 * as the runner's own do: that is the form that GitHub documents, and few proxies speak TLS to their clients.
 * https://docs.github.com/actions/how-tos/manage-runners/self-hosted-runners/use-proxy-servers
 * @throws URIError if a `%` in them begins no percent-encoding; `proxyFor` never returns such an address
 */
export function readCredentials(proxy: URL): string | undefined {
  if (proxy.username === '' && proxy.password === '') return undefined
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

function readVariable(name: string, environment: Environment): string | undefined {
  return environment[name]?.trim() || environment[name.toUpperCase()]?.trim() || undefined
}

function readProxy(value: string, name: string): URL {
  try {
    const proxy = new URL(value.includes('://') ? value : `http://${value}`)
    readCredentials(proxy)
    if (proxy.hostname !== '' && ['http:', 'https:'].includes(proxy.protocol)) return proxy
  } catch {
    // The error is thrown below, because the parser's own error quotes the value.
  }
  throw new UsageError(
    wireReasons['proxy-invalid'],
    `the environment variable ${name.toUpperCase()} does not hold the address of an HTTP proxy`,
    'Write it as http://host:port or http://user:password@host:port, with special characters percent-encoded.',
  )
}

function isExempt(target: URL, list: string): boolean {
  const host = target.hostname.replace(/[[\]]/g, '')
  const port = target.port || (target.protocol === 'https:' ? '443' : '80')
  return list
    .toLowerCase()
    .split(/[\s,]/)
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || covers(entry, host) || covers(withoutPort(entry, port), host))
}

/** `example.com`, `.example.com` and `*.example.com` cover the domain and everything below it. */
function covers(entry: string, host: string): boolean {
  const domain = entry.replace(/^\*?\./, '').replace(/[[\]]/g, '')
  return domain !== '' && (host === domain || host.endsWith(`.${domain}`))
}

function withoutPort(entry: string, port: string): string {
  return entry.endsWith(`:${port}`) ? entry.slice(0, -port.length - 1) : ''
}
