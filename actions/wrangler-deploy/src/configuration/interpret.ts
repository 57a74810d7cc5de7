import { UsageError } from '@suite/errors'
import * as z from 'zod/mini'
import { reasons } from '../reasons.ts'
import { askedBy } from './asked.ts'
import type { Configuration, ConfiguredRoute } from './configuration.ts'

const route = z.union([
  z.string(),
  z.object({
    pattern: z.string(),
    custom_domain: z.optional(z.boolean()),
    zone_name: z.optional(z.string()),
    zone_id: z.optional(z.string()),
  }),
])

/** What wrangler gives for one environment, its own rules of inheritance applied. */
const resolved = z.looseObject({
  name: z.optional(z.string()),
  account_id: z.optional(z.string()),
  route: z.optional(route),
  routes: z.optional(z.array(route)),
  vars: z.optional(z.record(z.string(), z.unknown())),
  workers_dev: z.optional(z.boolean()),
  preview_urls: z.optional(z.boolean()),
  triggers: z.optional(z.looseObject({ crons: z.optional(z.array(z.string())) })),
  secrets: z.optional(z.object({ required: z.optional(z.array(z.string())) })),
  build: z.optional(z.object({ command: z.optional(z.string()) })),
  legacy_env: z.optional(z.boolean()),
  pages_build_output_dir: z.optional(z.string()),
})

export const reading = z.object({
  /** A build tool wrote it for one environment, which cannot be chosen any more. */
  built: z.boolean(),
  environments: z.array(z.string()),
  environment: z.optional(z.string()),
  own: resolved,
  topLevel: resolved,
})
export type Reading = z.infer<typeof reading>

/**
 * What a deploy has to know of a configuration.
 * @throws UsageError `config-invalid` for a project of Pages, a Worker without a name, and environments of the old kind
 */
export function interpret({ built, own, topLevel, environment, environments }: Reading): Configuration {
  if (own.pages_build_output_dir !== undefined)
    throw invalid(
      'the configuration is that of a Pages project (pages_build_output_dir), which is no Worker',
      'Deploy it with `wrangler pages deploy`, or name the configuration of the Worker in the input config.',
    )
  if (own.name === undefined || own.name === '')
    throw invalid('the configuration gives the Worker no name', 'Write `name` into it.')
  if (own.legacy_env === false)
    throw invalid(
      'the configuration asks for service environments (legacy_env = false), which Cloudflare has given up',
      'Take legacy_env out: each environment is a Worker of its own.',
    )
  return {
    worker: own.name,
    environment,
    choices: built ? [] : environments,
    accountId: own.account_id || undefined,
    routes: routesOf(own),
    bindings: bindingsOf(own),
    requiredSecrets: own.secrets?.required ?? [],
    asked: askedBy(own),
    confidential: [own, topLevel].flatMap(({ vars = {} }) => Object.values(vars).map(asText)),
    hasBuild: own.build?.command !== undefined,
    topLevel: {
      worker: topLevel.name,
      customDomains: routesOf(topLevel)
        .filter(({ customDomain }) => customDomain)
        .map(({ pattern }) => pattern),
    },
  }
}

function routesOf({ route: one, routes = [] }: Reading['own']): ConfiguredRoute[] {
  return [...(one === undefined ? [] : [one]), ...routes].map((each) => {
    const written = typeof each === 'string' ? { pattern: each } : each
    return {
      pattern: written.pattern,
      customDomain: written.custom_domain ?? false,
      zoneName: written.zone_name,
      zoneId: written.zone_id,
    }
  })
}

/** Kinds of binding whose name is called `name`. */
const calledName = ['durable_objects', 'send_email', 'unsafe', 'logfwdr', 'ratelimits']

/** Kinds of binding that are written as an object whose keys are the names. */
const keyedByName = ['vars', 'wasm_modules', 'text_blobs', 'data_blobs'] as const

/**
 * Blocks in which `binding` names no binding of the production version: those of other environments, of previews and
 * of `dev`, and those whose keys are chosen by the project.
 */
const withoutBindings = ['env', 'previews', 'dev', 'define', 'alias', ...keyedByName]

/**
 * The names of all bindings, of whatever kind: each is written as `binding`, in a list, a group of lists, or alone.
 * Kinds that are added later are found without being known.
 * @see https://developers.cloudflare.com/workers/wrangler/configuration/#bindings
 */
function bindingsOf(configuration: Reading['own']): string[] {
  const kinds = Object.entries(configuration).filter(([kind]) => !withoutBindings.includes(kind))
  const names = kinds.flatMap(([kind, value]) =>
    declarationsIn(value).flatMap((each) => {
      const name = each.binding ?? (calledName.includes(kind) ? each.name : undefined)
      return typeof name === 'string' ? [name] : []
    }),
  )
  const keys = keyedByName.flatMap((kind) => Object.keys(Object(configuration[kind] ?? {})))
  return [...new Set([...names, ...keys])]
}

function declarationsIn(value: unknown): Record<string, unknown>[] {
  const records = (list: readonly unknown[]) =>
    list.filter((each): each is Record<string, unknown> => typeof each === 'object' && each !== null)
  if (Array.isArray(value)) return records(value)
  return records([value]).flatMap((one) => [one, ...records(Object.values(one).filter(Array.isArray).flat())])
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function invalid(what: string, fix: string): UsageError {
  return new UsageError(reasons['config-invalid'], what, fix)
}
