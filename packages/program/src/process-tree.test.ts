import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { endDescendants, endTree, type Platform } from './process-tree.ts'

/** A platform that notes what is asked of it. */
function platformOf(isWindows: boolean, printed = '') {
  const calls: string[] = []
  const platform: Platform = {
    isWindows,
    kill: (pid, signal) => void calls.push(`kill ${pid} ${signal}`),
    call: async (file, args) => {
      calls.push(`${file.split(/[\\/]/).at(-1)} ${args.join(' ')}`)
      return printed
    },
  }
  return { platform, calls }
}

describe('ending a program with what it started', () => {
  test('on Windows ends the whole tree, where a signal to a group is swallowed', () => {
    const { platform, calls } = platformOf(true)
    endTree(1234, 'SIGINT', platform)
    expect(calls).toEqual(['taskkill.exe /PID 1234 /T /F'])
  })

  test('elsewhere sends the signal to the process group', () => {
    const { platform, calls } = platformOf(false)
    endTree(1234, 'SIGINT', platform)
    expect(calls).toEqual(['kill -1234 SIGINT'])
  })

  test('is no error if no process is left', () => {
    const { platform } = platformOf(false)
    const gone = {
      ...platform,
      kill: () => {
        throw new Error('ESRCH')
      },
    }
    expect(() => endTree(1234, 'SIGKILL', gone)).not.toThrow()
  })
})

describe('ending everything that this process started', () => {
  test.each([
    [false, '  10 1\n  11 10\r\n  12 11\n  13 1\n 14 10\n'],
    [true, '10 1\r\n11 10\r\n12 11\r\n13 1\r\n14 10\r\n'],
  ])(
    'reaches what its children started, after them, and no other process (Windows: %s)',
    async (isWindows, printed) => {
      const { platform, calls } = platformOf(isWindows, printed)
      await endDescendants(10, platform)
      expect(calls.slice(1)).toEqual(['kill 11 SIGKILL', 'kill 12 SIGKILL', 'kill 14 SIGKILL'])
    },
  )

  test('ends where a process number was used again, so that the table has a circle', async () => {
    const { platform, calls } = platformOf(true, '10 12\n11 10\n12 11\n')
    await endDescendants(10, platform)
    expect(calls.slice(1)).toEqual(['kill 11 SIGKILL', 'kill 12 SIGKILL'])
  })

  test.skipIf(process.platform === 'win32')(
    'ends a real process that left the group of the one that started it',
    async () => {
      const parent = spawn(process.execPath, [
        '-e',
        `const child = require('node:child_process').spawn('sleep', ['600'], { detached: true })
        child.once('exit', (_, signal) => { console.log(signal); process.exit() })
        child.once('spawn', () => console.log('up'))`,
      ])
      await once(parent.stdout, 'data')
      const said = once(parent.stdout, 'data')
      await endDescendants(parent.pid)
      expect(String((await said)[0]).trim()).toBe('SIGKILL')
    },
  )
})
