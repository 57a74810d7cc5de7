import { UsageError } from '@suite/errors'
import * as z from 'zod/mini'
import { reasons } from '../reasons.ts'
import { bindingsOf } from './bindings.ts'
import type { Configuration, ConfiguredRoute } from './configuration.ts'
import { readSettings } from './platform-settings.ts'

const route = z.union([
  z.string(),
  z.object({
    pattern: z.string(),
    custom_domain: z.optional(z.boolean()),
    zone_name: z.optional(z.string()),
    zone_id: z.optional(z.string()),
  }),
])

/** The configuration of one environment as wrangler returns it, with what the environment inherits. */
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
  /** Whether a build tool wrote it for one environment, so that no other can be chosen. */
  built: z.boolean(),
  environments: z.array(z.string()),
  environment: z.optional(z.string()),
  own: resolved,
  topLevel: resolved,
})
export type Reading = z.infer<typeof reading>

/**
 * Returns what a deploy needs to know of a configuration.
 * @throws UsageError `config-invalid` for a Pages project, a Worker without a name, or service environments
 */
export function interpret({ built, own, topLevel, environment, environments }: Reading): Configuration {
  if (own.pages_build_output_dir !== undefined)
    throw invalid(
      'the configuration is that of a Pages project (pages_build_output_dir), which is not a Worker',
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
    settings: readSettings(own),
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

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function invalid(what: string, fix: string): UsageError {
  return new UsageError(reasons['config-invalid'], what, fix)
}
