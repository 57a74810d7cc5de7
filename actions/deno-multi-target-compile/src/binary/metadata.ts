import type * as z from 'zod/mini'
import type { DataSection } from './data-section.ts'
import { strictJson } from './json.ts'
import { metadataSchema, type RawMetadata } from './metadata-schema.ts'
import { knownDeno, Malformed } from './problem.ts'

/** What deno wrote into a binary about how it starts and what it may do. */
export interface Metadata {
  /** The name under which the program keeps its data. */
  readonly appName: string | undefined
  readonly appVersion: string | undefined
  readonly entrypoint: string
  /** Arguments that the program gets before those of its user. */
  readonly arguments: readonly string[]
  /** Modules that run before the entrypoint. */
  readonly preloads: readonly string[]
  /** The unstable features that are on, by their flags without `--unstable-`. */
  readonly unstable: readonly string[]
  /** The flags of V8 that deno does not set by itself. */
  readonly v8Flags: readonly string[]
  /** As deno writes them: null grants nothing, an empty list grants everything. */
  readonly permissions: RawMetadata['permissions']
  /** The hosts whose certificates are not checked; empty means all hosts, undefined none. */
  readonly uncheckedHosts: readonly string[] | undefined
  /** The names of the variables whose values were copied from an `.env` file. */
  readonly envNames: readonly string[]
  /** Everything, as deno wrote it. It may hold secrets: never print it. */
  readonly raw: RawMetadata
}

/** What deno 2.9.6 passes to V8 in every binary. */
const usualV8Flags: ReadonlySet<string> = new Set([
  'UNUSED_BUT_NECESSARY_ARG0',
  '--stack-size=1024',
  '--inspector-live-edit',
  '--external-memory-max-reasonable-size=0',
])

/** Reads the metadata of a binary. A field that is missing or unknown is Malformed. */
export function readMetadata(section: Pick<DataSection, 'metadata'>): Metadata {
  const result = metadataSchema.safeParse(strictJson(section.metadata, 'the metadata of the binary'))
  if (!result.success) throw new Malformed(describeIssue(result.error.issues[0]), knownDeno)
  const raw = result.data
  return {
    appName: raw.app_name,
    appVersion: raw.app_version,
    entrypoint: raw.entrypoint_key,
    arguments: raw.argv,
    preloads: [...raw.preload_modules, ...raw.require_modules],
    unstable: unstableFeatures(raw.unstable_config),
    v8Flags: raw.v8_flags.filter((flag) => !usualV8Flags.has(flag)),
    permissions: raw.permissions,
    uncheckedHosts: raw.unsafely_ignore_certificate_errors ?? undefined,
    envNames: Object.keys(raw.env_vars_from_env_file),
    raw,
  }
}

function unstableFeatures({ features, ...switches }: RawMetadata['unstable_config']): readonly string[] {
  const on = Object.entries(switches)
    .filter(([, isOn]) => isOn)
    .map(([name]) => name.replaceAll('_', '-'))
  return [...new Set([...features, ...on])].toSorted()
}

function describeIssue(issue: z.core.$ZodIssue | undefined): string {
  const path = issue?.path.map(String) ?? []
  if (issue?.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => [...path, key].join('.')).join(', ')
    return `the metadata of the binary has the field ${names}, which deno 2.9.6 does not write: a later deno could grant something by it`
  }
  return `the metadata of the binary has no ${path.join('.') || 'content'} of the form that deno 2.9.6 writes`
}
