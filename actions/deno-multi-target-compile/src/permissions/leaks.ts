import type { BakedPermissions } from '@suite/release-assets'
import { firstOf, visible } from '@suite/report'
import type { Inspection } from '../binary/inspect.ts'
import type { Problem } from '../problems.ts'
import { flagsInstead } from './flags-instead.ts'
import { machinePaths } from './machine-paths.ts'
import { isSecretFile } from './secret-files.ts'

/** The folders of the machine that compiled. */
export interface MachineFolders {
  /** The folder of the configuration: deno makes the relative paths of a set absolute from here. */
  readonly project: string
  /** Folders that no binary may name: the checkout, the build, the temporary folder, the home folder. */
  readonly others: readonly string[]
  /** Folders above the build, to which relative paths of a permission set lead. Empty if no set is used. */
  readonly above: readonly string[]
}

/** Returns what a binary holds that no release may hold. It names variables, never their values. */
export function leaksOf(
  { metadata, section, files }: Inspection,
  permissions: BakedPermissions,
  folders: MachineFolders,
): readonly Problem[] {
  return [
    ...certificateProblems(metadata),
    ...(metadata.envNames.length === 0
      ? []
      : [
          leak(
            `the values of an .env file are in the binary, readable for everybody: ${names(metadata.envNames)}`,
            'Take --env-file out of the flags; let the program read its variables when it starts, with --allow-env=NAME.',
          ),
        ]),
    ...secretProblems(files),
    ...pathProblems(metadata.raw, permissions, folders),
    ...pathProblems({ modules: [...section.specifiers.values()] }, permissions, folders),
  ]
}

function secretProblems(files: Inspection['files']): readonly Problem[] {
  const secret = files.map(({ path }) => path).filter(isSecretFile)
  if (secret.length === 0) return []
  return [
    leak(
      `files that usually hold secrets are in the binary, readable for everybody: ${names(secret)}`,
      'Name them in `exclude`, or name less in `include` and in compile.include of deno.json; let the program read its secrets when it starts.',
    ),
  ]
}

function leak(what: string, fix: string): Problem {
  return { reason: 'binary-leaks', what, fix }
}

function certificateProblems({ uncheckedHosts, raw }: Inspection['metadata']): readonly Problem[] {
  const hosts = uncheckedHosts?.length === 0 ? 'every host' : names(uncheckedHosts ?? [])
  const authorities = raw.ca_data !== null || raw.ca_stores !== null
  return [
    ...(uncheckedHosts === undefined
      ? []
      : [
          leak(
            `the certificate of ${hosts} is not checked`,
            'Take --unsafely-ignore-certificate-errors out of the flags.',
          ),
        ]),
    ...(authorities
      ? [
          leak(
            'the binary trusts certificate authorities that were named when it was compiled',
            'Take --cert out of the flags, and DENO_CERT and DENO_TLS_CA_STORE out of the variables.',
          ),
        ]
      : []),
  ]
}

function pathProblems(
  value: unknown,
  permissions: BakedPermissions,
  folders: MachineFolders,
): readonly Problem[] {
  const found = machinePaths(value, [folders.project, ...folders.others])
  const inSets = machinePaths(value, [folders.project, ...folders.others, ...folders.above]).filter(
    ({ field }) => field.startsWith('permissions.'),
  )
  const others = found.filter(({ field }) => !field.startsWith('permissions.'))
  const flags = flagsInstead(permissions, folders.project).join(' ')
  return [
    ...(inSets.length === 0
      ? []
      : [
          leak(
            `deno made the relative paths of a permission set absolute, so the binary grants ${names(inSets.map((each) => each.value))} of the machine that compiled it`,
            `Write these flags in \`permissions\` instead of the set; their paths count from the folder in which the program starts: ${flags}`,
          ),
        ]),
    ...others.map(({ field, value: text }) =>
      leak(
        `${field} holds a path of the machine that compiled it: ${visible(text, 200)}`,
        'Write the path relative to deno.json, or leave it out.',
      ),
    ),
  ]
}

function names(values: readonly string[]): string {
  return firstOf(values, 5, (value) => visible(value, 200))
}
