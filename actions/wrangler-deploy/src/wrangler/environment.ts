import type { Variables } from '@suite/program'

/** What wrangler is to know besides the step's own variables. */
export interface WranglerTerms {
  readonly apiToken: string | undefined
  readonly accountId: string | undefined
  /** The address of the API; Cloudflare's own where it is left out. */
  readonly baseUrl: string | undefined
  /** Names of variables that are sent as secrets, and therefore not left lying about in the environment. */
  readonly withheld: readonly string[]
  /** The Worker that wrangler may write to, where a `.env` of the checkout could name another. */
  readonly worker: string | undefined
  /** A folder of the run, outside the project. */
  readonly folder: string
}

/** Inputs, tokens of the runner, and files by which a step speaks to it: a `[build]` command could write a verdict there. */
const ofTheRunner =
  /^(INPUT_|ACTIONS_|GITHUB_TOKEN$|GITEA_TOKEN$|GH_TOKEN$|GITHUB_(OUTPUT|ENV|PATH|STATE|STEP_SUMMARY)$|STATE_)/
/** Each of these would change what wrangler does, or where it sends the token. */
const ofWrangler = /^(CLOUDFLARE_|CF_|WRANGLER_)/

/** Every variable that a `.env` of the checkout must not set: an empty text counts as unset for wrangler, and is set. */
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

/** The environment of one call of wrangler, in which nothing that is written elsewhere says where it sends what. */
export function environmentFor(variables: Variables, terms: WranglerTerms): Variables {
  const kept = Object.entries(variables).filter(
    ([name]) => !ofTheRunner.test(name) && !ofWrangler.test(name) && !terms.withheld.includes(name),
  )
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(pinned.map((name) => [name, ''])),
    CI: 'true',
    NO_COLOR: '1',
    CLOUDFLARE_API_BASE_URL: terms.baseUrl || 'https://api.cloudflare.com/client/v4',
    CLOUDFLARE_API_TOKEN: terms.apiToken ?? '',
    CLOUDFLARE_ACCOUNT_ID: terms.accountId ?? '',
    ...(terms.worker === undefined ? {} : { WRANGLER_CI_OVERRIDE_NAME: terms.worker }),
    // An empty one would be an error, and hide the one that it is read for.
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
