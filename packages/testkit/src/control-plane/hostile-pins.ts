import { hostileTexts } from '../core/hostile-names.ts'

/** Pins of others, in which every text is a name that acts on what shows it. */
export const hostilePins = hostileTexts.map((name) => ({
  template: name,
  region: name,
  digest: name,
  sourceRevision: name,
}))
