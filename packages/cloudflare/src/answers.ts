import * as z from 'zod/mini'

/** The parts of Cloudflare's answers that are used. Other parts are ignored. https://developers.cloudflare.com/api/ */

const filled = z.string().check(z.minLength(1))
const annotations = z.nullish(z.record(z.string(), z.unknown()))

/** The answer to a write that has no facts. */
export const anything = z.unknown()

export const token = z.object({ id: filled, status: filled, expires_on: z.nullish(z.string()) })

export const deployment = z.object({
  id: filled,
  created_on: filled,
  source: z.string(),
  author_email: z.nullish(z.string()),
  annotations,
  versions: z
    .array(
      z.object({
        version_id: filled,
        percentage: z.number().check(z.minimum(0), z.maximum(100)),
      }),
    )
    .check(z.minLength(1)),
})
export type CloudflareDeployment = z.infer<typeof deployment>
export const deployments = z.object({ deployments: z.array(deployment) })

const listedVersion = z.object({
  id: filled,
  number: z.nullish(z.number()),
  annotations,
  metadata: z.nullish(z.object({ created_on: z.nullish(z.string()) })),
})
export type CloudflareVersion = z.infer<typeof listedVersion>
export const listedVersions = z.object({ items: z.array(listedVersion) })

export const version = z.extend(listedVersion, {
  resources: z.object({ bindings: z.nullish(z.array(z.object({ name: filled, type: filled }))) }),
})

export const secrets = z.array(z.object({ name: filled }))

export const zones = z.array(z.object({ id: filled, name: filled }))

export const routes = z.array(z.object({ id: filled, pattern: filled, script: z.nullish(z.string()) }))

export const workerRoutes = z.array(z.object({ pattern: filled }))

export const domains = z.array(
  z.object({
    id: filled,
    hostname: filled,
    service: filled,
    environment: z.nullish(z.string()),
    zone_id: z.nullish(z.string()),
    zone_name: z.nullish(z.string()),
  }),
)

export const schedules = z.object({ schedules: z.array(z.object({ cron: filled })) })

export const domainChanges = z.object({ conflicting: z.array(z.object({ hostname: filled })) })

export const subdomain = z.object({ enabled: z.boolean(), previews_enabled: z.nullish(z.boolean()) })

export const accountSubdomain = z.object({ subdomain: z.nullish(z.string()) })
