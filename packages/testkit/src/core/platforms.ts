/** What a test needs that not every platform has: where it runs, and why it does not run elsewhere. */
const needs = {
  signals: {
    on: ['linux', 'darwin'],
    because: 'Windows has no signal that a program can catch, and no process groups',
  },
  'posix-programs': {
    on: ['linux', 'darwin'],
    because: 'it runs sh or bash, or a script that names its shell',
  },
  permissions: { on: ['linux', 'darwin'], because: 'Windows keeps no permission bits' },
  symlinks: { on: ['linux', 'darwin'], because: 'git on Windows checks symlinks out as files' },
  act: { on: ['linux'], because: 'act runs the steps of a workflow with the programs of Linux' },
} as const satisfies Record<string, { readonly on: readonly string[]; readonly because: string }>

export type PlatformNeed = keyof typeof needs

/** A test file that does not run on a platform. */
export interface SkippedFile {
  readonly file: string
  readonly because: string
}

/**
 * Returns which test files do not run on a platform, each with the reason that people see.
 *
 * @param platform as `process.platform`
 * @param needed test files, by what they need
 */
export function skippedOn(
  platform: string,
  needed: Readonly<Partial<Record<PlatformNeed, readonly string[]>>>,
): readonly SkippedFile[] {
  return Object.entries(needed).flatMap(([need, files]) => {
    const { on, because } = needs[need as PlatformNeed]
    return (on as readonly string[]).includes(platform) ? [] : files.map((file) => ({ file, because }))
  })
}
