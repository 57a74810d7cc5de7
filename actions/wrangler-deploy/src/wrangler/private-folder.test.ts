import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isForOneUser, sidIn } from './access-list.ts'
import { type FolderPlatform, makePrivateFolder } from './private-folder.ts'
import { withSecretsFile } from './secrets-file.ts'

const sid = 'S-1-5-21-1004336348-1177238915-682003330-1001'
const whoami = `"fv-az123\\runner","${sid}"\r\n`

let temp: string
beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), 'private-'))
})
afterEach(() => rm(temp, { recursive: true, force: true }))

/** A platform that notes which programs are called, and answers like Windows, or with these permission bits. */
function platform(given: { saved?: string; failing?: string; mode?: number; printed?: string }) {
  const calls: string[] = []
  const fake: FolderPlatform = {
    isWindows: given.mode === undefined,
    modeOf: async () => given.mode ?? 0o777,
    async call(file, args) {
      const line = [file.split('\\').at(-1), ...args].join(' ').replaceAll(/\S*secrets-\w+/g, '<folder>')
      calls.push(line)
      if (given.failing !== undefined && line.includes(given.failing)) return undefined
      return line.startsWith('whoami') ? (given.printed ?? whoami) : 'processed 1 files'
    },
    readSaved: async () => given.saved ?? '',
  }
  return { calls, make: () => makePrivateFolder(join(temp, 'secrets-'), fake) }
}

describe('the folder for secrets', () => {
  it('win32: takes away what is inherited, lets the user of the runner in, and reads that back', async () => {
    const { calls, make } = platform({ saved: `secrets-x\r\nD:PAI(A;OICI;FA;;;${sid})\r\n` })
    expect(await make()).toContain(temp)
    expect(calls).toEqual([
      'whoami.exe /user /fo csv /nh',
      `icacls.exe <folder> /inheritance:r /grant:r *${sid}:(OI)(CI)F`,
      'icacls.exe <folder> /save <folder>/access-list',
    ])
  })

  it.each([
    ['win32: whoami fails', { failing: 'whoami' }],
    ['win32: whoami names nobody', { printed: '' }],
    ['win32: icacls fails', { failing: '/grant:r' }],
    ['win32: the list cannot be saved', { failing: '/save' }],
    ['win32: the disk keeps no permissions', { saved: '' }],
    ['win32: others stay in', { saved: `x\r\nD:PAI(A;OICI;FA;;;BU)(A;OICI;FA;;;${sid})\r\n` }],
    ['linux: a disk without permissions', { mode: 0o777 }],
    ['darwin: readable by the group', { mode: 0o750 }],
  ])('is not used if others could read it, and is deleted: %s', async (_, given) => {
    await expect(platform(given).make()).rejects.toThrow('other users of the runner could read them')
    expect(await readdir(temp)).toEqual([])
  })

  it('linux, darwin: is used if it is the user’s alone', async () => {
    expect(await platform({ mode: 0o700 }).make()).toContain(temp)
  })

  it('keeps the file of secrets for its owner alone, and is deleted in any case', async () => {
    const use = async ([, file = '']: readonly string[]) => {
      if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600)
      throw new Error('wrangler failed')
    }
    await expect(withSecretsFile(new Map([['KEY', 'value']]), temp, use)).rejects.toThrow('wrangler failed')
    expect(await readdir(temp)).toEqual([])
  })
})

describe('an access list of Windows', () => {
  it.each([
    [`a\r\nD:PAI(A;OICI;FA;;;${sid})\r\n`, sid, true],
    [`D:P(A;OICI;FA;;;${sid})`, sid, true],
    ['a\r\nD:PAI(A;OICI;FA;;;NS)\r\n', 'S-1-5-20', true],
    ['a\r\nD:PAI(A;OICI;FA;;;SY)\r\n', 'S-1-5-18', true],
    ['a\r\nD:PAI(A;OICI;FA;;;LA)\r\n', 'S-1-5-21-1-2-3-500', true],
    ['a\r\nD:PAI(A;OICI;FA;;;LA)\r\n', sid, false],
    // Not protected: what the folder above allows applies, too.
    [`a\r\nD:AI(A;OICIID;FA;;;${sid})\r\n`, sid, false],
    ['a\r\nD:PAI(A;OICI;FA;;;WD)\r\n', sid, false],
    [`a\r\nD:PAI(A;OICI;FA;;;${sid})(A;;FR;;;WD)\r\n`, sid, false],
    ['a\r\nD:PAI\r\n', sid, false],
    ['a\r\nD:NO_ACCESS_CONTROL\r\n', sid, false],
    [`a\r\nD:PAI(A;OICI;FA;;;${sid}0)\r\n`, sid, false],
    ['', sid, false],
  ])('%j is for %s alone: %s', (saved, user, isAlone) => {
    expect(isForOneUser(saved, user)).toBe(isAlone)
  })

  it('is compared with the id of the user, whatever the name is', () => {
    expect(sidIn('"nt authority\\network service","S-1-5-20"\r\n')).toBe('S-1-5-20')
    expect(sidIn(`"host\\J""r","${sid}"`)).toBe(sid)
    expect(sidIn('ERROR')).toBeUndefined()
  })
})
