import { describe, expect, it } from 'vitest'
import { commandLineFor } from './command-line.ts'
import { basicsOf, readVariable } from './environment.ts'

describe('the command line of a program', () => {
  it.each([
    ['linux', '/usr/bin/npm', false],
    ['darwin, a file that only looks like a batch file', '/tmp/x.cmd', false],
    ['win32, a program', 'C:\\git\\git.exe', true],
  ])('starts a program itself, with its arguments unchanged: %s', (_, path, isWindows) => {
    const args = ['a b', '"%PATH%"', '& calc']
    expect(commandLineFor(path, args, isWindows)).toEqual({ file: path, args, isVerbatim: false })
  })

  it.each(['npm.cmd', 'npm.CMD', 'tool.bat'])(
    'starts %s by the command prompt of Windows, which takes every argument as a word',
    (name) => {
      const path = `C:\\Program Files\\nodejs\\${name}`
      const { file, args, isVerbatim } = commandLineFor(
        path,
        ['install', 'a b', '&calc|x>y^z!', '', 'D:\\a\\'],
        true,
      )
      expect(file).toMatch(/System32\\cmd\.exe$/)
      expect(args.slice(0, -1)).toEqual(['/d', '/v:off', '/s', '/c'])
      expect(args.at(-1)).toBe(`""${path}" "install" "a b" "&calc|x>y^z!" "" "D:\\a\\\\""`)
      expect(isVerbatim).toBe(true)
    },
  )

  it.each(['%PATH%', 'a"&calc&"', 'a\nb', 'a\rb', 'a\0b'])(
    'refuses what the command prompt would change instead of running something else: %j',
    (word) => {
      const start = () => commandLineFor('C:\\n\\npm.cmd', ['install', word], true)
      expect(start).toThrow('npm.cmd could not be started: argument 2 of npm.cmd contains')
      expect(start).not.toThrow(word)
    },
  )

  it('refuses a batch file in a folder with a percent sign', () => {
    expect(() => commandLineFor('C:\\100%\\npm.cmd', [], true)).toThrow('the path of npm.cmd contains')
  })
})

describe('the variables of a program', () => {
  it('on Windows keep Path and what the system needs, in any case of letters, and no token', () => {
    const step = {
      Path: 'C:\\x',
      SystemRoot: 'C:\\Windows',
      TEMP: 'C:\\t',
      INPUT_TOKEN: 's',
      GITHUB_TOKEN: 's',
    }
    const { Path, SystemRoot, TEMP } = step
    expect(basicsOf(step, true)).toEqual({ Path, SystemRoot, TEMP })
    expect(basicsOf(step, false)).toEqual({})
  })

  it.each([
    [{ Path: 'a' }, true, 'a'],
    [{ PATH: 'a', Path: 'b' }, true, 'a'],
    [{ Path: 'a' }, false, undefined],
    [{}, true, undefined],
  ])('are read by name: %j, Windows: %s', (variables, isWindows, value) => {
    expect(readVariable(variables, 'PATH', isWindows)).toBe(value)
  })
})
