import * as http from 'node:http'
import * as https from 'node:https'
import type { Socket } from 'node:net'
import { UsageError } from '@suite/errors'
import { Fault } from './failure.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The proxy between here and a target, by the rules of GitHub's toolkit: names in lower case win, loopback is never
 * proxied, `no_proxy` holds host names, subdomains included, with or without a port, or `*`.
 * https://github.com/actions/toolkit/blob/main/packages/http-client/src/proxy.ts
 *
 * @throws UsageError where the variable holds no address of a proxy; its value may hold a password, and is not told
 */
export function proxyFor(target: URL, environment: Environment): URL | undefined {
  const read = (name: string) =>
    environment[name]?.trim() || environment[name.toUpperCase()]?.trim() || undefined
  const name = target.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const value = read(name)
  if (value === undefined || isLoopback(target.hostname) || isExempt(target, read('no_proxy') ?? ''))
    return undefined
  const text = value.includes('://') ? value : `http://${value}`
  const proxy = URL.canParse(text) ? new URL(text) : undefined
  if (proxy && proxy.hostname !== '' && ['http:', 'https:'].includes(proxy.protocol)) return proxy
  throw new UsageError(
    'proxy-invalid',
    `the environment variable ${name.toUpperCase()} does not hold the address of an HTTP proxy`,
    'Write it as http://host:port or http://user:password@host:port, with special characters percent-encoded.',
  )
}

export function credentialsOf({ username, password }: URL): { 'proxy-authorization'?: string } {
  if (username === '' && password === '') return {}
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}

/** A connection through a proxy: CONNECT, RFC 9110 §9.3.6. What a proxy refuses is not the target's answer. */
export function openTunnel(target: URL, proxy: URL, signal: AbortSignal): Promise<Socket> {
  const authority = `${target.hostname}:${target.port || '443'}`
  const { request } = proxy.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const outgoing = request(proxy.origin, {
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...credentialsOf(proxy) },
      agent: false,
      signal,
    })
    outgoing.on('connect', ({ statusCode = 0 }, socket, rest) => {
      if (statusCode < 200 || statusCode > 299) {
        socket.destroy()
        return reject(new Fault('proxy', `the proxy answered ${statusCode}`))
      }
      socket.unshift(rest)
      resolve(socket as Socket)
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname.replace(/[[\]]/g, '')
  const suffix = `:${port || (protocol === 'https:' ? '443' : '80')}`
  return list
    .toLowerCase()
    .split(/[\s,]/)
    .map((entry) => (entry.endsWith(suffix) ? entry.slice(0, -suffix.length) : entry))
    .map((entry) => (entry === '*' ? entry : entry.replace(/^\*?\./, '').replace(/[[\]]/g, '')))
    .some((entry) => entry === '*' || (entry !== '' && (host === entry || host.endsWith(`.${entry}`))))
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
