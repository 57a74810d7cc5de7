import { spawnSync } from 'node:child_process'

const isRoot = process.getuid?.() === 0

/** A program that starts another one which sees mounts of its own. They end with it. */
export const withMounts: readonly string[] = ['unshare', ...(isRoot ? [] : ['--map-root-user']), '--mount']

/**
 * A script of Node that mounts a file system over the workspace. It has the same files, and no block and no inode left.
 */
export const fillWorkspace = `(() => {
const { spawnSync } = require('node:child_process')
const { mkdtempSync, statfsSync } = require('node:fs')
const workspace = process.env.GITHUB_WORKSPACE
const start = (file, ...args) => {
  const { status, stderr, error } = spawnSync(file, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(file + ': ' + (error ?? stderr))
}
const full = mkdtempSync(process.env.RUNNER_TEMP + '/full-')
start('mount', '-t', 'tmpfs', '-o', 'mode=755', 'none', full)
start('cp', '-a', workspace + '/.', full)
const { blocks, bfree, files, ffree } = statfsSync(full)
const used = 'nr_blocks=' + Math.max(1, blocks - bfree) + ',nr_inodes=' + (files - ffree)
start('mount', '-o', 'remount,' + used, full)
start('mount', '--move', full, workspace)
process.chdir(workspace)
})()`

let why: string | undefined | null = null

/** Returns why a run cannot have mounts of its own here. */
export function whyNoMounts(): string | undefined {
  if (why !== null) return why
  const [file = '', ...args] = withMounts
  const { status } = spawnSync(file, [...args, 'mount', '-t', 'tmpfs', 'none', '/tmp'])
  why = status === 0 ? undefined : 'it needs Linux, unshare and the right to mount'
  return why
}
