import { createHash } from 'node:crypto'
import { createTransport, startDeadline } from '@suite/http'
import {
  type ImageOptions,
  type OciRegistry,
  type OciRegistryOptions,
  type PushedImage,
  pushImage,
  startRegistry,
} from '@suite/testkit/oci-registry'
import { onTestFinished } from 'vitest'
import { connectRegistry, parseImageReference, type Registry } from '../src/index.ts'

export const users = { ada: 'pass:word' }

/** A registry for one test, with the ways to fill and to read it. */
export interface World {
  readonly registry: OciRegistry
  push(image?: ImageOptions): Promise<PushedImage>
  /** Pushes a manifest or an index that a test wrote, and returns its descriptor. */
  put(mediaType: string, value: unknown): Promise<Entry>
  connect(credentials?: { readonly username?: string; readonly password?: string }, total?: number): Registry
}

/** Returns a descriptor as an index lists it. */
export interface Entry {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
}

export async function startWorld(options: OciRegistryOptions = {}): Promise<World> {
  const registry = await startRegistry({ users, ...options })
  onTestFinished(() => registry.close())
  const username = 'ada'
  return {
    registry,
    push: (image) =>
      pushImage({ url: registry.url, repository: 'acme/runtime', username, password: users.ada }, image),
    async put(mediaType, value) {
      const body = JSON.stringify(value)
      const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`
      const headers = { 'content-type': mediaType }
      const url = `${registry.url}/v2/acme/runtime/manifests/${digest}`
      const answer = await fetch(url, { method: 'PUT', headers, body })
      if (answer.status !== 201) throw new Error(`the push was answered with ${answer.status}`)
      return { mediaType, digest, size: body.length }
    },
    connect: (credentials, total) => connectTo(`${registry.address}/acme/runtime`, credentials, total),
  }
}

/**
 * Returns a repository by its name. The deadline, in milliseconds, is so late by default that only a test which waits
 * for it can reach it, however busy the machine is.
 */
export function connectTo(
  image: string,
  credentials: { readonly username?: string; readonly password?: string } = {},
  total = 240_000,
): Registry {
  const transport = createTransport({
    deadline: startDeadline(total),
    userAgent: 'suite-test/1',
    environment: {},
    redact: (text) => text,
  })
  onTestFinished(() => transport.close())
  return connectRegistry(
    transport,
    { reference: parseImageReference(image), ...credentials },
    async () => undefined,
  )
}

/** Returns the error that a promise rejects with; fails the test if it resolves. */
export async function failureOf(promise: Promise<unknown>): Promise<Error & { readonly reason?: string }> {
  const result = await promise.then(
    (value) => new Error(`did not fail: ${JSON.stringify(value)}`),
    (error: unknown) => error,
  )
  if (result instanceof Error) return result
  throw result
}
