import type { BakedPermissions, PermissionScope } from '@suite/release-assets'
import type { Metadata } from '../binary/metadata.ts'

type Raw = Metadata['permissions']

/** Returns the permissions of a binary in words: deno writes an empty list for everything. */
export function bakedPermissions(raw: Raw): BakedPermissions {
  const both = (allow: readonly string[] | null, deny: readonly string[] | null) => ({
    allow: scopeOf(allow),
    deny: scopeOf(deny),
  })
  return {
    read: { ...both(raw.allow_read, raw.deny_read), ignore: scopeOf(raw.ignore_read) },
    write: both(raw.allow_write, raw.deny_write),
    net: both(raw.allow_net, raw.deny_net),
    env: { ...both(raw.allow_env, raw.deny_env), ignore: scopeOf(raw.ignore_env) },
    run: both(raw.allow_run, raw.deny_run),
    sys: both(raw.allow_sys, raw.deny_sys),
    ffi: both(raw.allow_ffi, raw.deny_ffi),
    import: both(raw.allow_import, raw.deny_import),
  }
}

function scopeOf(values: readonly string[] | null): PermissionScope {
  if (values === null) return null
  return values.length === 0 ? 'all' : [...new Set(values)].toSorted()
}
