import { differencesIn } from '../configuration/setting-differences.ts'
import { missingNames } from '../missing-names.ts'
import type { ReadBack } from '../plan.ts'
import { compareRoutes, type Drift } from '../routes/compare.ts'
import { urlsOf } from '../routes/urls.ts'
import { adviceOn } from './advice.ts'
import { readPlatform } from './platform-state.ts'
import { readBack } from './read-back.ts'

/**
 * Reads back everything that the configuration sets apart from the version: bindings, routes, custom domains,
 * schedules, workers.dev. Returns the result `half-deployed` if something is missing, whatever wrangler says.
 */
export const requireWhole: ReadBack = async (context, result, progress) => {
  const { api, facts, request } = context
  const { worker, routes, settings } = facts.configuration
  const { versionId = '', deployment, previousVersionId } = result
  const { triggerFailure } = progress
  const after = await readBack(
    context,
    `${versionId} of ${worker} is live, but it is not known whether its routes and schedules are`,
    result,
    () =>
      Promise.all([
        progress.version ?? api.readVersion(worker, versionId),
        progress.platform ?? readPlatform(context),
      ]),
  )
  if ('result' in after) return after.result
  const [version, { seen, subdomain, schedules }] = after.value
  const drift = seen && compareRoutes(worker, routes, seen.routes)
  const problems = [
    ...(triggerFailure === undefined ? [] : [triggerFailure.problem]),
    ...missingNames(version, facts.configuration, request).map((name) => `the version lacks ${name}`),
    ...(request.routesPolicy === 'strict' && drift ? routeProblems(drift, worker) : []),
    ...differencesIn(settings, { subdomain, schedules }),
  ]
  const whole = { ...result, drift, urls: urlsOf(worker, routes, subdomain) }
  if (problems.length === 0 || deployment === undefined) return whole
  return {
    ...whole,
    reason: 'half-deployed',
    headline: `${versionId} of ${worker} is live, but not whole: ${problems.join('; ')}`,
    ...adviceOn(versionId, deployment, previousVersionId),
    lines: triggerFailure?.lines ?? [],
  }
}

function routeProblems(
  { onlyInConfiguration, onlyInCloudflare, ofAnotherWorker }: Drift,
  worker: string,
): string[] {
  return [
    ...onlyInConfiguration.map((pattern) => `${pattern} leads nowhere`),
    ...ofAnotherWorker.map((route) => `${route.pattern} leads to ${route.worker}`),
    ...onlyInCloudflare.map((pattern) => `${pattern} still leads to ${worker}`),
  ]
}
