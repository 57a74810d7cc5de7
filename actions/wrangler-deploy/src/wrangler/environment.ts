import type { Variables } from '@suite/program'

/** What wrangler's environment has in addition to the variables of the step. */
export interface WranglerTerms {
  readonly apiToken: string | undefined
  readonly accountId: string | undefined
  /** The address of the API; undefined means Cloudflare's own. */
  readonly baseUrl: string | undefined
  /** Names of variables that are sent as secrets, and kept out of the environment. */
  readonly withheld: readonly string[]
  /** The Worker that wrangler may write to; undefined if no `.env` of the checkout can name another one. */
  readonly worker: string | undefined
  /** A folder for this call, outside the project. */
  readonly folder: string
}

/** Inputs, tokens of the runner, and files that a step writes for it: a `[build]` command could write a verdict there. */
const ofTheRunner =
  /^(INPUT_|ACTIONS_|GITHUB_TOKEN$|GITEA_TOKEN$|GH_TOKEN$|GITHUB_(OUTPUT|ENV|PATH|STATE|STEP_SUMMARY)$|STATE_)/
/** Variables that change what wrangler does, or where it sends the token. */
const ofWrangler = /^(CLOUDFLARE_|CF_|WRANGLER_)/

/** Variables that a `.env` of the checkout must not set. They are set to the empty text, which wrangler takes for unset. */
const pinned = [
  'CLOUDFLARE_API_KEY',
  'CLOUDFLARE_EMAIL',
  'CLOUDFLARE_ENV',
  'CLOUDFLARE_ACCESS_CLIENT_ID',
  'CLOUDFLARE_ACCESS_CLIENT_SECRET',
  'CF_API_BASE_URL',
  'CF_API_KEY',
  'CF_API_TOKEN',
  'CF_EMAIL',
  'CF_ACCOUNT_ID',
] as const

/**
 * Returns the environment of one call of wrangler. No variable and no file of the project can redirect what it sends. On
 * Windows the case of a name does not matter.
 */
export function environmentFor(
  variables: Variables,
  terms: WranglerTerms,
  isWindows = process.platform === 'win32',
): Variables {
  const spelled = (name: string) => (isWindows ? name.toUpperCase() : name)
  const withheld = new Set(terms.withheld.map(spelled))
  const kept = Object.entries(variables).filter(([given]) => {
    const name = spelled(given)
    return !ofTheRunner.test(name) && !ofWrangler.test(name) && !withheld.has(name)
  })
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(pinned.map((name) => [name, ''])),
    CI: 'true',
    NO_COLOR: '1',
    CLOUDFLARE_API_BASE_URL: terms.baseUrl || 'https://api.cloudflare.com/client/v4',
    CLOUDFLARE_API_TOKEN: terms.apiToken ?? '',
    CLOUDFLARE_ACCOUNT_ID: terms.accountId ?? '',
    ...(terms.worker === undefined ? {} : { WRANGLER_CI_OVERRIDE_NAME: terms.worker }),
    // An empty value would be an error, and hide the error that this output is read for.
    WRANGLER_API_ENVIRONMENT: 'production',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_SEND_ERROR_REPORTS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    WRANGLER_LOG: 'log',
    WRANGLER_LOG_SANITIZE: 'true',
    WRANGLER_LOG_PATH: `${terms.folder}/logs`,
    WRANGLER_OUTPUT_FILE_PATH: `${terms.folder}/output.ndjson`,
    WRANGLER_OUTPUT_FILE_DIRECTORY: '',
  }
}
