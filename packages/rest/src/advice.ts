import { commonReasons } from '@suite/errors'
import type { Advice } from './refusal.ts'

/** Returns the advice for an answer that is not the service's own. */
export function adviseOnStranger(service: string): Advice {
  return {
    reason: commonReasons['outside-failed'],
    fix: `Look at what stands between the runner and ${service}, such as a proxy: it may answer in its place.`,
  }
}

/** Returns the advice for a refusal that no other advice fits. */
export function adviseToRepeat(service: string): Advice {
  return {
    reason: commonReasons['outside-failed'],
    fix: `Run again; if it happens again, the answer says what ${service} refuses.`,
  }
}
