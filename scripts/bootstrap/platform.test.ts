import { describe, expect, it } from 'vitest'
import { npxCommand, pinnedNode, withFolderOnPath } from './platform.mjs'

describe('starting the project with npm and Node alone', () => {
  it.each([
    ['win32', 'D:\\a\\suite', 'D:\\a\\suite\\node_modules\\node\\bin\\node.exe'],
    ['darwin', '/Users/a/suite/', '/Users/a/suite/node_modules/node/bin/node'],
    ['linux', '/home/a/suite/', '/home/a/suite/node_modules/node/bin/node'],
  ])(
    '%s: runs the pinned Node, and not the file next to it that is not a program',
    (platform, root, node) => {
      expect(pinnedNode(root, platform)).toBe(node)
    },
  )

  const args = ['--yes', 'pnpm@12.21.0', 'install']
  const node = 'C:\\Program Files\\nodejs\\node.exe'
  const ofNode = 'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npx-cli.js'
  const ofNpm = 'C:\\Users\\a b\\AppData\\Roaming\\npm\\node_modules\\npm\\bin\\npx-cli.js'
  it.each([
    ['from cmd and PowerShell, with the npm of Node', {}, [ofNode], node, [ofNode, ...args]],
    [
      'with the npm that runs the script',
      { npm_execpath: ofNpm.replace('npx-cli', 'npm-cli') },
      [ofNode, ofNpm],
      node,
      [ofNpm, ...args],
    ],
    [
      'not with the script of another package manager',
      { npm_execpath: 'C:\\pnpm\\pnpm.cjs' },
      [ofNode],
      node,
      [ofNode, ...args],
    ],
    [
      'with the batch file, if npm is elsewhere',
      { SystemRoot: 'D:\\Windows' },
      [],
      'D:\\Windows\\System32\\cmd.exe',
      ['/d', '/s', '/c', 'npx.cmd', ...args],
    ],
  ] as const)('win32: installs %s', (_, variables, there, command, expected) => {
    const exists = (path: string) => (there as readonly string[]).includes(path)
    expect(npxCommand(args, { platform: 'win32', node, variables, exists })).toEqual({
      command,
      args: expected,
    })
  })

  it.each(['linux', 'darwin'])('%s: installs with the npx on PATH', (platform) => {
    const machine = { platform, node: '/usr/bin/node', variables: {}, exists: () => true }
    expect(npxCommand(args, machine)).toEqual({ command: 'npx', args })
  })

  it('starts no second PATH next to Path on Windows, where only one of them would count', () => {
    const variables = { Path: 'C:\\Windows', TEMP: 'C:\\t' }
    expect(withFolderOnPath(variables, 'D:\\bin', 'win32')).toEqual({
      PATH: 'D:\\bin;C:\\Windows',
      TEMP: 'C:\\t',
    })
    expect(withFolderOnPath({ PATH: '/usr/bin', Path: 'x' }, '/bin', 'linux')).toEqual({
      PATH: '/bin:/usr/bin',
      Path: 'x',
    })
    // An empty entry would be the current folder.
    expect(withFolderOnPath({}, '/bin', 'darwin')).toEqual({ PATH: '/bin' })
  })
})
