import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findProgram, findPrograms, foldersOfPath } from './find-program.ts'
import { runProgram } from './run-program.ts'

/** A platform with these programs. */
const platformWith = (isWindows: boolean, ...files: readonly string[]) => ({
  isWindows,
  isProgram: async (path: string) => files.includes(path),
})

describe('finding a program as its platform does', () => {
  it.each([
    [
      'win32: Path in any case, and npm.cmd instead of the script of a shell next to it',
      true,
      'npm',
      { Path: 'C:\\Windows;C:\\Program Files\\nodejs' },
      ['C:\\Program Files\\nodejs\\npm', 'C:\\Program Files\\nodejs\\npm.cmd'],
      'C:\\Program Files\\nodejs\\npm.cmd',
    ],
    [
      'win32: the order of PATHEXT, and of it only what can be started',
      true,
      'tool',
      { PATH: 'D:\\t', pathext: '.JS;.PS1;.CMD;.EXE' },
      ['D:\\t\\tool.js', 'D:\\t\\tool.ps1', 'D:\\t\\tool.exe', 'D:\\t\\tool.cmd'],
      'D:\\t\\tool.cmd',
    ],
    [
      'win32: a name with its ending',
      true,
      'GIT.EXE',
      { PATH: 'D:\\git\\cmd' },
      ['D:\\git\\cmd\\GIT.EXE'],
      'D:\\git\\cmd\\GIT.EXE',
    ],
    [
      'win32: a name with a dot that is not an ending',
      true,
      'node-24.1',
      { PATH: 'D:\\n' },
      ['D:\\n\\node-24.1.exe'],
      'D:\\n\\node-24.1.exe',
    ],
    ['win32: a path without its ending', true, 'D:\\n\\node', {}, ['D:\\n\\node.exe'], 'D:\\n\\node.exe'],
    [
      'win32: not in the current folder',
      true,
      'git',
      { PATH: '.;;bin;\\' },
      ['git.exe', 'bin\\git.exe'],
      undefined,
    ],
    ['win32: no PATH', true, 'git', {}, ['git.exe'], undefined],
    [
      'win32: a quoted folder, slashes and a network share',
      true,
      'git',
      { PATH: '"C:\\a b";C:/tools;\\\\server\\share' },
      ['\\\\server\\share\\git.exe'],
      '\\\\server\\share\\git.exe',
    ],
    ['linux: the first on PATH', false, 'git', { PATH: '/a:/b' }, ['/b/git'], '/b/git'],
    [
      'linux: not in the current folder',
      false,
      'git',
      { PATH: '.::bin' },
      ['git', 'bin/git', '/git'],
      undefined,
    ],
    [
      'linux: no ending is added, and Path is another variable',
      false,
      'npm',
      { Path: '/a' },
      ['/a/npm'],
      undefined,
    ],
    [
      'darwin: a path as it is',
      false,
      '/opt/homebrew/bin/git',
      {},
      ['/opt/homebrew/bin/git'],
      '/opt/homebrew/bin/git',
    ],
  ] as const)('%s', async (_, isWindows, name, variables, files, found) => {
    expect(await findProgram(name, variables, platformWith(isWindows, ...files))).toBe(found)
  })

  it('lists each program of that name once, so that a newer one further on can be chosen', async () => {
    const variables = { Path: 'C:\\old;D:\\new;C:\\old' }
    const search = platformWith(true, 'C:\\old\\node.exe', 'D:\\new\\node.exe')
    expect(await findPrograms('node', variables, search)).toEqual(['C:\\old\\node.exe', 'D:\\new\\node.exe'])
  })

  it('keeps every absolute folder of a Windows PATH', () => {
    const Path = 'C:\\Windows\\system32;D:\\a\\_tool\\node;relative;C:relative'
    expect(foldersOfPath({ Path }, true)).toEqual(['C:\\Windows\\system32', 'D:\\a\\_tool\\node'])
  })
})

it.skipIf(process.platform === 'win32')(
  'does not run a program of the checkout because PATH has an empty entry',
  async () => {
    const checkout = await mkdtemp(join(tmpdir(), 'checkout-'))
    try {
      await writeFile(join(checkout, 'planted'), '#!/bin/sh\necho from the checkout\n')
      await chmod(join(checkout, 'planted'), 0o755)
      const call = { file: 'planted', args: [], environment: { PATH: ':.:/usr/bin' }, cwd: checkout }
      await expect(runProgram(call)).rejects.toThrow('planted could not be started: there is no such program')
    } finally {
      await rm(checkout, { recursive: true, force: true })
    }
  },
)
