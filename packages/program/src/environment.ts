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

/** What a program needs in addition on Windows: where the system, programs and the folders of its user are. */
const basicsOfWindows = [
  'APPDATA',
  'COMSPEC',
  'HOMEDRIVE',
  'HOMEPATH',
  'LOCALAPPDATA',
  'NUMBER_OF_PROCESSORS',
  'PATHEXT',
  'PROCESSOR_ARCHITECTURE',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'PROGRAMFILES(X86)',
  'SYSTEMDRIVE',
  'SYSTEMROOT',
  'TEMP',
  'TMP',
  'USERNAME',
  'USERPROFILE',
  'WINDIR',
] as const

const isThisWindows = process.platform === 'win32'

/**
 * Returns the variables that any program may see: no token, no input, no file of the runner. On Windows the case of a
 * name does not matter: there PATH is usually written Path.
 */
export function basicsOf(variables: Variables, isWindows = isThisWindows): Variables {
  if (!isWindows)
    return Object.fromEntries(
      basics.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])),
    )
  const kept = new Set([...basics, ...basicsOfWindows].map((name) => name.toUpperCase()))
  return Object.fromEntries(
    Object.entries(variables).filter(([name, value]) => value !== undefined && kept.has(name.toUpperCase())),
  )
}

/**
 * Returns the value of a variable. On Windows the case of its name does not matter, also in a copy of `process.env`,
 * which compares names exactly.
 */
export function readVariable(
  variables: Variables,
  name: string,
  isWindows = isThisWindows,
): string | undefined {
  if (variables[name] !== undefined || !isWindows) return variables[name]
  const found = Object.keys(variables).find((each) => each.toUpperCase() === name.toUpperCase())
  return found === undefined ? undefined : variables[found]
}
