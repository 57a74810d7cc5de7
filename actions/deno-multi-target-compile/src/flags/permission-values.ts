import type { PermissionName } from '@suite/release-assets'
import { visible } from '@suite/report'
import { broadValue } from '../permissions/broad-value.ts'

/** What `Deno.permissions` knows of the system in deno 2.9.6. */
const systemFacts: ReadonlySet<string> = new Set(
  'hostname inspector osRelease osUptime loadavg networkInterfaces systemMemoryInfo uid gid cpus homedir getegid statfs getPriority setPriority userInfo setegid seteuid setgid setuid ca umask username'.split(
    ' ',
  ),
)

/**
 * Returns what is wrong with the values of one flag; undefined if nothing is.
 * @param isGrant whether the flag allows something, so that a value may not mean everything
 */
export function describeBadValues(
  permission: PermissionName,
  text: string,
  isGrant: boolean,
): string | undefined {
  const values = text.split(',')
  for (const value of values) {
    const bad = describeBadValue(permission, value)
    if (bad !== undefined) return bad
    const broad = isGrant ? broadValue(permission, value) : undefined
    if (broad !== undefined) return `allows ${quote(value)}, which ${broad}`
  }
  return undefined
}

function describeBadValue(permission: PermissionName, value: string): string | undefined {
  if (value === '')
    return 'has an empty value; separate values by one comma, and leave "=" out if there is none'
  if (value !== value.trim())
    return `has a space next to the value ${quote(value.trim())}; deno takes it as a part of it`
  if (/^(["'`])|(["'`])$/.test(value)) return `has quotes around ${quote(value)}; no shell removes them`
  if (/^~|\$[A-Za-z_{(]|%[A-Za-z_]{1,60}%/.test(value))
    return `has ${quote(value)}, which nothing expands: deno uses it literally`
  if (value.startsWith('-'))
    return `has the value ${quote(value)}, which looks like a flag; write ./ before the name of a file`
  if (value === 'true' || value === 'false')
    return `has the value ${value}, which switches nothing on or off: deno takes it as a name; leave the flag out instead`
  return forms[permission]?.(value)
}

function describeBadPath(value: string): string | undefined {
  return /^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(value)
    ? `has the address ${quote(value)}; deno takes a path`
    : undefined
}

const forms: Partial<Readonly<Record<PermissionName, (value: string) => string | undefined>>> = {
  read: describeBadPath,
  write: describeBadPath,
  ffi: describeBadPath,
  net: describeBadHost,
  import: describeBadHost,
  env: (value) =>
    value.includes('=') ? `has ${quote(value)}; a variable is named without its value` : undefined,
  sys: (value) => (systemFacts.has(value) ? undefined : `has ${quote(value)}, which deno does not know`),
}

function describeBadHost(value: string): string | undefined {
  if (/^[a-z]{1,20}:\/\//i.test(value))
    return `has the address ${quote(value)}; deno takes a host, with its port if need be`
  if (value.startsWith('unix:') || value.startsWith('vsock:')) return undefined
  const port = /:(\d{0,20})$/.exec(value)?.[1]
  if (port !== undefined && !value.startsWith('[') && (port === '' || Number(port) > 65_535))
    return `has the port ${quote(port)} in ${quote(value)}, which does not exist`
  return undefined
}

function quote(value: string): string {
  return JSON.stringify(visible(value, 120))
}
