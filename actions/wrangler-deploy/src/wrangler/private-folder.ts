import { readFile, rm, stat } from 'node:fs/promises'
import { join, win32 } from 'node:path'
import { commonReasons, OutsideError } from '@suite/errors'
import { basicsOf, runProgram, windowsPrograms } from '@suite/program'
import { makeOwnFolder } from '../own-folder.ts'
import { isForOneUser, sidIn } from './access-list.ts'

/** What of a platform makes a folder private. Tests give another one, because each runs on one platform only. */
export interface FolderPlatform {
  readonly isWindows: boolean
  /** Returns the permission bits of a folder on a POSIX system. */
  readonly modeOf: (folder: string) => Promise<number>
  /** Runs a program of Windows; returns its output, or undefined if it failed. */
  readonly call: (file: string, args: readonly string[]) => Promise<string | undefined>
  /** Returns the content of a file that icacls saved. */
  readonly readSaved: (file: string) => Promise<string>
}

const thisPlatform: FolderPlatform = {
  isWindows: process.platform === 'win32',
  modeOf: async (folder) => (await stat(folder)).mode & 0o777,
  async call(file, args) {
    const environment = basicsOf(process.env)
    const ended = await runProgram({ file, args, environment, timeout: 60_000 }).catch(() => undefined)
    return ended?.exitCode === 0 ? ended.stdout.toString('utf8') : undefined
  },
  readSaved: (file) => readFile(file, 'utf16le').catch(() => ''),
}

/**
 * Makes a folder that only the user of the runner can read, and returns its path. What is written into it later is as
 * private. The permissions are read back.
 * @throws OutsideError `outside-failed` if others can read it; it is then deleted again
 */
export async function makePrivateFolder(
  prefix: string,
  platform: FolderPlatform = thisPlatform,
): Promise<string> {
  const folder = await makeOwnFolder(prefix)
  const isPrivate = platform.isWindows
    ? await closeOnWindows(folder, platform)
    : ((await platform.modeOf(folder)) & 0o077) === 0
  if (isPrivate) return folder
  await rm(folder, { recursive: true, force: true })
  throw new OutsideError(
    commonReasons['outside-failed'],
    `secrets are not written to ${folder}: other users of the runner could read them there`,
    'Put the temporary folder of the runner (RUNNER_TEMP) on a disk that keeps permissions, such as one with NTFS, APFS or ext4.',
  )
}

/**
 * Replaces what a folder inherits by the rights of the current user, and returns whether these are then the only ones.
 * @see https://learn.microsoft.com/windows-server/administration/windows-commands/icacls
 */
async function closeOnWindows(folder: string, { call, readSaved }: FolderPlatform): Promise<boolean> {
  const program = (name: string) => win32.join(windowsPrograms, name)
  const sid = sidIn((await call(program('whoami.exe'), ['/user', '/fo', 'csv', '/nh'])) ?? '')
  if (sid === undefined) return false
  const icacls = (...args: readonly string[]) => call(program('icacls.exe'), [folder, ...args])
  if ((await icacls('/inheritance:r', '/grant:r', `*${sid}:(OI)(CI)F`)) === undefined) return false
  const saved = join(folder, 'access-list')
  if ((await icacls('/save', saved)) === undefined) return false
  const isPrivate = isForOneUser(await readSaved(saved), sid)
  await rm(saved, { force: true })
  return isPrivate
}
