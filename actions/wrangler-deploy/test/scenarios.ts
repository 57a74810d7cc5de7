import type { Scenario } from '@suite/testkit/sweep'
import {
  checks,
  deploys,
  deploysFirst,
  doesNotBuild,
  goesBackInTime,
  lacksSecret,
  plans,
  stages,
} from './deploy-scenarios.ts'
import { promotesInSteps, promotesOverAnother, promotesWhole, rollsBack } from './traffic-scenarios.ts'

// The main one starts no wrangler, so that a sample can afford all of it.
export const scenarios: readonly Scenario[] = [
  promotesInSteps,
  rollsBack,
  plans,
  promotesOverAnother,
  goesBackInTime,
  lacksSecret,
  promotesWhole,
  stages,
  checks,
  deploys,
  deploysFirst,
  doesNotBuild,
]
