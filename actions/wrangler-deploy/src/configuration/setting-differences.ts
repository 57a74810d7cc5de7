import type { Subdomain } from '@suite/cloudflare'
import type { PlatformSettings } from './configuration.ts'

/** The settings of the platform after the deploy. undefined if it does not know the Worker, or was not read. */
export interface ActualSettings {
  readonly subdomain: Subdomain | undefined
  readonly schedules: readonly string[] | undefined
}

/** Returns in words how the settings of the platform differ from the configuration. Routes are compared elsewhere. */
export function differencesIn(
  settings: PlatformSettings,
  { subdomain, schedules = [] }: ActualSettings,
): string[] {
  const { workersDev, previewUrls } = settings
  const wanted = settings.schedules ?? schedules
  const missing = wanted.filter((cron) => !schedules.some((each) => isSame(each, cron)))
  const surplus = schedules.filter((cron) => !wanted.some((each) => isSame(each, cron)))
  return [
    ...missing.map((cron) => `the schedule ${cron} is not there`),
    ...surplus.map((cron) => `the schedule ${cron} is still there`),
    ...onOff('the address on workers.dev', workersDev, subdomain?.enabled),
    ...(previewUrls === undefined ? [] : onOff('preview URLs', previewUrls, subdomain?.previewsEnabled)),
  ]
}

/** Compares schedules without regard to case and to the number of blanks. */
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
