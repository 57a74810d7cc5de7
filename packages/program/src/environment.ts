export type Variables = Readonly<Record<string, string | undefined>>

/** What a program needs to find files and reach the network. The address of a proxy may contain a password. */
const basics = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  // The runner uses this to find the processes that a step leaves running.
  'RUNNER_TRACKING_ID',
] as const

/** Returns the variables that any program may see: no token, no input, no file of the runner. */
export function basicsOf(variables: Variables): Variables {
  return Object.fromEntries(
    basics.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])),
  )
}
