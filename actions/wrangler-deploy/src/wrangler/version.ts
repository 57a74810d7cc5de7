/** A version of three numbers. A suffix such as `-beta.1` is ignored. */
export type Release = readonly [major: number, minor: number, patch: number]

function readRelease(text: string): Release | undefined {
  const found = /^v?(\d{1,5})\.(\d{1,5})\.(\d{1,5})(?![\d.])/.exec(text)
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined
}

/** Returns whether a version is `least` or newer. Returns false if either is not a version. */
export function isAtLeast(text: string, least: string): boolean {
  const [own, other] = [readRelease(text), readRelease(least)]
  if (own === undefined || other === undefined) return false
  const index = own.findIndex((part, at) => part !== other[at])
  return index < 0 || (own[index] ?? 0) > (other[index] ?? 0)
}

/** Returns the least version of a range such as `>=22.12.0`, or undefined for any other form. */
export function leastOf(range: string | undefined): string | undefined {
  return /^>=\s*v?(\d{1,5}\.\d{1,5}\.\d{1,5})$/.exec(range?.trim() ?? '')?.[1]
}

/** What a version of wrangler can do. */
export interface Abilities {
  /** `deploy` sets tag and message; otherwise the version is uploaded and deployed in steps. */
  readonly tagsDeploys: boolean
  /** Secrets go with the code: `--secrets-file`. */
  readonly takesSecrets: boolean
  /** An empty `--env=` names the top level; older versions take it for the name of an environment. */
  readonly namesTopLevel: boolean
  /** `--env-file` keeps a `.env` of the checkout out. */
  readonly takesEnvFile: boolean
}

/** The first version that can do everything. https://github.com/cloudflare/workers-sdk/pull/10896 */
export const leastWhole = '4.74.0'
/** The oldest version that can return its configuration, and that has no known way to run code from its arguments. */
export const leastUsable = '3.114.17'

/** Returns what a version of wrangler can do. */
export function abilitiesOf(version: string): Abilities {
  const whole = isAtLeast(version, leastWhole)
  return { tagsDeploys: whole, takesSecrets: whole, namesTopLevel: whole, takesEnvFile: whole }
}
