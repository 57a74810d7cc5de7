import type { Subdomain } from '@suite/cloudflare'
import type { Asked } from './configuration.ts'

/** How the platform stands after the deploy. Undefined: it does not know the Worker, or was not asked. */
export interface Seen {
  readonly subdomain: Subdomain | undefined
  readonly schedules: readonly string[] | undefined
}

/** What the platform has otherwise than the configuration asks, in words. Routes are compared elsewhere. */
export function notAsAsked(asked: Asked, { subdomain, schedules = [] }: Seen): string[] {
  const { workersDev, previewUrls } = asked
  const wanted = asked.schedules ?? schedules
  const missing = wanted.filter((cron) => !schedules.some((each) => isSame(each, cron)))
  const surplus = schedules.filter((cron) => !wanted.some((each) => isSame(each, cron)))
  return [
    ...missing.map((cron) => `the schedule ${cron} is not there`),
    ...surplus.map((cron) => `the schedule ${cron} is still there`),
    ...onOff('the address on workers.dev', workersDev, subdomain?.enabled),
    ...(previewUrls === undefined ? [] : onOff('preview URLs', previewUrls, subdomain?.previewsEnabled)),
  ]
}

/** Names of days and months have no case, and blanks may be of any length. */
function isSame(one: string, other: string): boolean {
  const fold = (cron: string) => cron.trim().replaceAll(/\s+/g, ' ').toUpperCase()
  return fold(one) === fold(other)
}

function onOff(what: string, wanted: boolean, found: boolean | undefined): string[] {
  if (wanted === found) return []
  return [
    `${what}: ${wanted ? 'on' : 'off'} in the configuration, ${found === undefined ? 'unknown' : found ? 'on' : 'off'} in Cloudflare`,
  ]
}
