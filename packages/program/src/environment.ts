export type Variables = Readonly<Record<string, string | undefined>>

/** What a program needs to find itself and the way out; a proxy's address may hold a password, as it always may. */
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
  // By this a runner finds what a step has left running.
  'RUNNER_TRACKING_ID',
] as const

/** The variables that any program may have: no token, no input, no file of the runner. */
export function basicsOf(variables: Variables): Variables {
  return Object.fromEntries(
    basics.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])),
  )
}
