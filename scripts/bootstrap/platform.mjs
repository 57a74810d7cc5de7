// What differs between platforms before anything is installed: plain JavaScript for Node 20, without imports of packages.
import { posix, win32 } from 'node:path'

/**
 * Returns the path of the pinned Node. On Windows its package also has a file without an ending, which is not a program.
 *
 * @param {string} root
 * @param {string} platform as `process.platform`
 */
export function pinnedNode(root, platform) {
  return platform === 'win32'
    ? win32.join(root, 'node_modules', 'node', 'bin', 'node.exe')
    : posix.join(root, 'node_modules/node/bin/node')
}

/**
 * Returns how npx is started, without a shell. On Windows npx is a batch file, which cannot be started like a program:
 * the script of npm is run on Node, or else the batch file by the command prompt.
 *
 * @param {readonly string[]} args plain words, without spaces and quotation marks
 * @param {object} machine
 * @param {string} machine.platform as `process.platform`
 * @param {string} machine.node path of the Node that runs
 * @param {Readonly<Record<string, string | undefined>>} machine.variables
 * @param {(path: string) => boolean} machine.exists
 * @returns {{ command: string, args: string[] }}
 */
export function npxCommand(args, { platform, node, variables, exists }) {
  if (platform !== 'win32') return { command: 'npx', args: [...args] }
  // `npm run` names its own script.
  const running = /[\\/]npm-cli\.js$/.test(variables.npm_execpath ?? '') ? variables.npm_execpath : undefined
  const folders = [
    ...(running === undefined ? [] : [win32.dirname(running)]),
    win32.join(win32.dirname(node), 'node_modules', 'npm', 'bin'),
  ]
  const script = folders.map((folder) => win32.join(folder, 'npx-cli.js')).find(exists)
  if (script !== undefined) return { command: node, args: [script, ...args] }
  const prompt = win32.join(variables.SystemRoot ?? 'C:\\Windows', 'System32', 'cmd.exe')
  return { command: prompt, args: ['/d', '/s', '/c', 'npx.cmd', ...args] }
}

/**
 * Returns variables in which a folder comes first on PATH. On Windows PATH is usually written Path, and a copy of the
 * variables must not have both.
 *
 * @param {Readonly<Record<string, string | undefined>>} variables
 * @param {string} folder
 * @param {string} platform as `process.platform`
 * @returns {Record<string, string | undefined>}
 */
export function withFolderOnPath(variables, folder, platform) {
  const isPath = (name) => name === 'PATH' || (platform === 'win32' && name.toUpperCase() === 'PATH')
  const { delimiter } = platform === 'win32' ? win32 : posix
  const before = Object.entries(variables).find(([name, value]) => isPath(name) && value)?.[1]
  const others = Object.entries(variables).filter(([name]) => !isPath(name))
  return { ...Object.fromEntries(others), PATH: [folder, before].filter(Boolean).join(delimiter) }
}
