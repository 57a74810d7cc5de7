import { UsageError } from '@suite/errors'
import type { Variables } from '@suite/program'
import { denoReasons } from './reasons.ts'

/** The folders that deno may write to. They are the same in each run, because deno writes some paths into binaries. */
export interface DenoFolders {
  readonly denoDir: string
  readonly home: string
  readonly temporary: string
}

/** Variables that lead to registries, and say whom to trust there. Only the steps that download see them. */
const ofTheNetwork = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'DENO_CERT',
  'DENO_TLS_CA_STORE',
]

/** Nothing listens there, so what was not downloaded before cannot be downloaded while deno compiles. */
const nowhere = 'http://127.0.0.1:1'
const offline = { HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, http_proxy: nowhere, https_proxy: nowhere }

/** What a Windows program needs to start. */
const ofWindows = ['SystemRoot', 'SYSTEMROOT', 'windir', 'ComSpec', 'PATHEXT']

/** Names that change what deno builds or runs, rather than whom it asks. */
const refused =
  /^(?:DENO_(?!AUTH_TOKENS$)|DENORT_|NODE_|OTEL_|LD_|DYLD_|RUST_|V8_|NPM_CONFIG_(?!REGISTRY$)|(?:PATH|HOME|USERPROFILE|TMPDIR|TMP|TEMP|LANG|NO_COLOR|FORCE_COLOR|SOURCE_DATE_EPOCH)$|LC_|INPUT_|ACTIONS_)/i

/**
 * Returns the variables that `pass-variables` names. Their values are secrets.
 * @throws UsageError `variable-refused` with every name that is not set, or that would change what is built
 */
export function passedVariables(names: readonly string[], runner: Variables): Variables {
  const problems = names.flatMap((name) => {
    if (refused.test(name)) return [{ what: `pass-variables: ${name} changes what deno builds` }]
    return runner[name] ? [] : [{ what: `pass-variables: ${name} is not set in this step` }]
  })
  if (problems.length > 0)
    throw new UsageError(
      denoReasons['variable-refused'],
      problems,
      'Name only variables with credentials, such as NPM_TOKEN, and set them under env: of the step.',
    )
  return Object.fromEntries(names.map((name) => [name, runner[name]]))
}

export interface EnvironmentTerms {
  readonly folders: DenoFolders
  readonly passed: Variables
  /** The variables of the step. Nothing else of them gets through. */
  readonly runner: Variables
  /** The path of a file with certificates; undefined if only those of the system are trusted. */
  readonly caFile: string | undefined
}

/** Returns the environment of a step that downloads, or of one that must not. */
export function denoEnvironment(
  terms: EnvironmentTerms,
  { network }: { readonly network: boolean },
): Variables {
  const { folders, passed, runner, caFile } = terms
  const path = process.platform === 'win32' ? (runner.Path ?? runner.PATH) : '/usr/bin:/bin'
  return {
    ...passed,
    ...(network ? pick(runner, ofTheNetwork) : offline),
    ...(network && caFile !== undefined && { DENO_CERT: caFile }),
    ...pick(runner, [...(process.platform === 'win32' ? ofWindows : []), 'RUNNER_TRACKING_ID']),
    PATH: path,
    HOME: folders.home,
    USERPROFILE: folders.home,
    TMPDIR: folders.temporary,
    TEMP: folders.temporary,
    TMP: folders.temporary,
    DENO_DIR: folders.denoDir,
    DENO_NO_UPDATE_CHECK: '1',
    NO_COLOR: '1',
    LC_ALL: 'C.UTF-8',
  }
}

function pick(variables: Variables, names: readonly string[]): Variables {
  return Object.fromEntries(
    names.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])),
  )
}
