import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isReadableByOthers } from '@suite/wire/address'

type Variables = Readonly<Record<string, string | undefined>>

/** Where and why the runner runs this step. */
export interface Environment {
  readonly forge: 'github' | 'gitea'
  readonly apiUrl: string
  readonly serverUrl: string
  readonly repository: { readonly owner: string; readonly name: string }
  /** The commit of the run; its meaning depends on the event. */
  readonly sha: string
  readonly workspace: string
  readonly variables: Variables
}

/**
 * Reads the variables of the runner. Gitea's runner also sets GitHub's names, some of them to the empty text.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function readEnvironment(variables: Variables): Environment {
  const [owner = '', name = ''] = (variables.GITHUB_REPOSITORY ?? '').split('/')
  return {
    forge: variables.GITEA_ACTIONS || variables.FORGEJO_ACTIONS ? 'gitea' : 'github',
    apiUrl: (variables.GITHUB_API_URL || 'https://api.github.com').replace(/\/+$/, ''),
    serverUrl: (variables.GITHUB_SERVER_URL || 'https://github.com').replace(/\/+$/, ''),
    repository: { owner, name },
    sha: variables.GITHUB_SHA ?? '',
    workspace: variables.GITHUB_WORKSPACE || '.',
    variables,
  }
}

/**
 * Returns the origin of the forge if the runner reaches it over plain http, such as a Gitea or a GitHub Enterprise
 * Server in an intranet. The runner sends the token of the job there before any action runs, so refusing it here
 * would protect nothing. An API on plain http below a server on https is not accepted.
 */
export function readPlainOrigin({
  apiUrl,
  serverUrl,
}: Pick<Environment, 'apiUrl' | 'serverUrl'>): string | undefined {
  const [api, server] = [apiUrl, serverUrl].map((text) => (URL.canParse(text) ? new URL(text) : undefined))
  if (api === undefined || server === undefined) return undefined
  const plain = api.protocol === 'http:' && isReadableByOthers(api)
  return plain && api.origin === server.origin ? api.origin : undefined
}

/**
 * Returns the text of an input. The runner upper-cases its name and turns spaces, but not hyphens, into
 * underscores.
 */
export function readInput(name: string): string | undefined {
  return process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`]
}

/** Returns version and source commit, from the `package.json` next to the bundle. */
export function readRelease(bundle: string | undefined): { version: string; commit: string } {
  try {
    const { version, commit } = JSON.parse(readFileSync(join(dirname(bundle ?? ''), 'package.json'), 'utf8'))
    return { version: String(version ?? 'unknown'), commit: String(commit ?? 'unknown') }
  } catch {
    return { version: 'unknown', commit: 'unknown' }
  }
}
