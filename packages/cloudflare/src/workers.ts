import { isNotFound, Refusal } from '@suite/rest'
import * as answers from './answers.ts'
import type { CloudflareClient } from './client.ts'
import type { Cloudflare, Deployment, ListedVersion } from './cloudflare.ts'
import { askAll } from './pages.ts'
import { noSuchWorker } from './refusal.ts'

const read = 'Account · Workers Scripts · Read'
const edit = 'Account · Workers Scripts · Edit'

type Workers = Pick<
  Cloudflare,
  | 'readDeployments'
  | 'readVersion'
  | 'listVersions'
  | 'createDeployment'
  | 'listSecrets'
  | 'readSubdomain'
  | 'listSchedules'
>

/**
 * Returns the part of Cloudflare's API for Workers.
 * https://developers.cloudflare.com/api/resources/workers/subresources/scripts/
 * @throws UsageError, OutsideError from its methods, as for every call of Cloudflare's API
 */
export function createWorkers(client: CloudflareClient): Workers {
  return {
    readDeployments: (worker) =>
      unlessMissing(async () => {
        const { result } = await client.ask({
          to: `read the deployments of ${worker}`,
          permission: read,
          route: 'GET /accounts/{account}/workers/scripts/{worker}/deployments',
          path: { worker },
          answer: answers.deployments,
        })
        return result.deployments.map(toDeployment)
      }),
    async readVersion(worker, id) {
      try {
        const { result } = await client.ask({
          to: `read the version ${id} of ${worker}`,
          permission: read,
          route: 'GET /accounts/{account}/workers/scripts/{worker}/versions/{id}',
          path: { worker, id },
          answer: answers.version,
        })
        const bindings = result.resources.bindings ?? []
        return { ...toVersion(result), bindings: bindings.map(({ name, type }) => ({ name, type })) }
      } catch (error) {
        if (isUnknown(error)) return undefined
        throw error
      }
    },
    listVersions: async (worker) =>
      (await unlessMissing(async () => {
        const { result } = await client.ask({
          to: `list the versions of ${worker}`,
          permission: read,
          route: 'GET /accounts/{account}/workers/scripts/{worker}/versions',
          path: { worker },
          // Only those that can still be deployed. This list has no pages.
          query: { deployable: 'true' },
          answer: answers.listedVersions,
        })
        return result.items.map(toVersion)
      })) ?? [],
    async createDeployment(worker, versions, message) {
      const { result } = await client.ask({
        to: `deploy ${worker}`,
        permission: edit,
        route: 'POST /accounts/{account}/workers/scripts/{worker}/deployments',
        path: { worker },
        body: {
          strategy: 'percentage',
          versions: versions.map(({ versionId, percentage }) => ({ version_id: versionId, percentage })),
          ...(message === undefined ? {} : { annotations: { 'workers/message': message } }),
        },
        answer: answers.deployment,
      })
      return toDeployment(result)
    },
    listSecrets: (worker) =>
      unlessMissing(async () => {
        const secrets = await askAll(client, {
          to: `list the secrets of ${worker}`,
          permission: read,
          route: 'GET /accounts/{account}/workers/scripts/{worker}/secrets',
          path: { worker },
          answer: answers.secrets,
        })
        return secrets.map(({ name }) => name)
      }),
    listSchedules: (worker) =>
      unlessMissing(async () => {
        const { result } = await client.ask({
          to: `list the schedules of ${worker}`,
          permission: read,
          route: 'GET /accounts/{account}/workers/scripts/{worker}/schedules',
          path: { worker },
          answer: answers.schedules,
        })
        return result.schedules.map(({ cron }) => cron)
      }),
    async readSubdomain(worker) {
      const [own, account] = await Promise.all([
        unlessMissing(() =>
          client.ask({
            to: `read whether ${worker} is on workers.dev`,
            permission: read,
            route: 'GET /accounts/{account}/workers/scripts/{worker}/subdomain',
            path: { worker },
            answer: answers.subdomain,
          }),
        ),
        // Cloudflare answers an account without a subdomain as it answers a missing Worker.
        unlessMissing(() =>
          client.ask({
            to: 'read the subdomain of the account on workers.dev',
            permission: read,
            route: 'GET /accounts/{account}/workers/subdomain',
            answer: answers.accountSubdomain,
          }),
        ),
      ])
      if (own === undefined) return undefined
      return {
        enabled: own.result.enabled,
        previewsEnabled: own.result.previews_enabled ?? false,
        ...(account?.result.subdomain ? { account: account.result.subdomain } : {}),
      }
    },
  }
}

async function unlessMissing<Result>(asking: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await asking()
  } catch (error) {
    if (isNotFound(error, noSuchWorker)) return undefined
    throw error
  }
}

/** Returns whether Cloudflare says that the Worker does not exist. 7000 and 7003 stand for an unknown route. */
function isUnknown(error: unknown): boolean {
  if (!(error instanceof Refusal) || error.status !== 404 || error.codes.length === 0) return false
  return !error.codes.some((code) => code === 7000 || code === 7003)
}

function toDeployment(given: answers.CloudflareDeployment): Deployment {
  const message = textIn(given.annotations, 'workers/message')
  return {
    id: given.id,
    createdAt: given.created_on,
    source: given.source,
    versions: given.versions.map(({ version_id, percentage }) => ({ versionId: version_id, percentage })),
    ...(message === undefined ? {} : { message }),
    ...(given.author_email ? { author: given.author_email } : {}),
  }
}

function toVersion({ id, number, annotations, metadata }: answers.CloudflareVersion): ListedVersion {
  const tag = textIn(annotations, 'workers/tag')
  const message = textIn(annotations, 'workers/message')
  return {
    id,
    ...(number == null ? {} : { number }),
    ...(tag === undefined ? {} : { tag }),
    ...(message === undefined ? {} : { message }),
    ...(metadata?.created_on ? { createdAt: metadata.created_on } : {}),
  }
}

function textIn(annotations: Readonly<Record<string, unknown>> | null | undefined, name: string) {
  const text = annotations?.[name]
  return typeof text === 'string' && text !== '' ? text : undefined
}
