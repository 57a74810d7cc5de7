import type { Asked } from './configuration.ts'

/** The part of a configuration that asks for something of the platform besides the version and its routes. */
export interface Asking {
  readonly route?: unknown
  readonly routes?: readonly unknown[] | undefined
  readonly workers_dev?: boolean | undefined
  readonly preview_urls?: boolean | undefined
  readonly triggers?: { readonly crons?: readonly string[] | undefined } | undefined
  readonly [key: string]: unknown
}

/** Members of a configuration that wrangler sends apart from the version, and that are not read back. */
const unjudged: readonly (readonly [words: string, ...path: readonly string[]])[] = [
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
 * Everything that one environment of a configuration asks of the platform besides the version and its routes. The
 * defaults are wrangler's: a Worker without routes answers on workers.dev.
 * @see https://developers.cloudflare.com/workers/wrangler/configuration/#inheritable-keys
 */
export function askedBy(own: Asking): Asked {
  return {
    schedules: own.triggers?.crons,
    workersDev: own.workers_dev ?? (own.route === undefined && (own.routes ?? []).length === 0),
    previewUrls: own.preview_urls,
    unjudged: unjudged.filter(([, ...path]) => saysSomething(memberAt(own, path))).map(([words]) => words),
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

/** Wrangler fills in empty lists and objects for what a file does not say. */
function saysSomething(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false
  return typeof value !== 'object' || Object.values(value).some(saysSomething)
}
