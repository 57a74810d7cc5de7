import type { PlatformSettings } from './configuration.ts'

/** The part of a configuration that sets something on the platform apart from the version and its routes. */
export interface WrittenSettings {
  readonly route?: unknown
  readonly routes?: readonly unknown[] | undefined
  readonly workers_dev?: boolean | undefined
  readonly preview_urls?: boolean | undefined
  readonly triggers?: { readonly crons?: readonly string[] | undefined } | undefined
  readonly [key: string]: unknown
}

/** Members of a configuration that wrangler sends apart from the version, and that this action does not read back. */
const unverified: readonly (readonly [words: string, ...path: readonly string[]])[] = [
  ['queue consumers', 'queues', 'consumers'],
  ['workflows', 'workflows'],
  ['containers', 'containers'],
  ['Durable Object migrations', 'migrations'],
  ['exported classes', 'exports'],
  ['event triggers', 'triggers', 'events'],
  ['files of Workers Sites', 'site'],
  ['access', 'access'],
  ['e-mail addresses', 'addresses'],
  ['cache', 'cache'],
  ['tail consumers', 'tail_consumers'],
  ['streaming tail consumers', 'streaming_tail_consumers'],
  ['observability', 'observability'],
  ['logpush', 'logpush'],
  ['placement', 'placement'],
  ['limits', 'limits'],
]

/**
 * Returns everything that one environment sets on the platform apart from the version and its routes. The defaults are
 * those of wrangler: a Worker without routes answers on workers.dev.
 * @see https://developers.cloudflare.com/workers/wrangler/configuration/#inheritable-keys
 */
export function readSettings(own: WrittenSettings): PlatformSettings {
  return {
    schedules: own.triggers?.crons,
    workersDev: own.workers_dev ?? (own.route === undefined && (own.routes ?? []).length === 0),
    previewUrls: own.preview_urls,
    unverified: unverified.filter(([, ...path]) => isSet(memberAt(own, path))).map(([words]) => words),
  }
}

function memberAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as Readonly<Record<string, unknown>>)[key]
        : undefined,
    value,
  )
}

/** Returns whether a file sets a member. Wrangler fills in empty lists and objects for members that it does not set. */
function isSet(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false
  return typeof value !== 'object' || Object.values(value).some(isSet)
}
