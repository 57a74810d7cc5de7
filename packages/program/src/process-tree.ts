import { execFile } from 'node:child_process'
import { win32 } from 'node:path'
import { windowsPrograms } from './command-line.ts'

/** How a platform ends processes. Tests give another one, because each runs on one platform only. */
export interface Platform {
  readonly isWindows: boolean
  readonly kill: (pid: number, signal: NodeJS.Signals) => void
  /** Runs a program of the platform, and returns its output; empty if it failed. */
  readonly call: (file: string, args: readonly string[]) => Promise<string>
}

const thisPlatform: Platform = {
  isWindows: process.platform === 'win32',
  kill: (pid, signal) => void process.kill(pid, signal),
  call: (file, args) =>
    new Promise((resolve) => {
      execFile(file, args, { windowsHide: true, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) =>
        resolve(error === null ? stdout : ''),
      )
    }),
}

/**
 * Ends a program with everything that it started. On Windows it is ended at once, because there is no signal that a
 * program without a window receives; elsewhere the signal goes to its process group.
 *
 * @param pid of a program that leads a process group of its own
 * @see https://learn.microsoft.com/windows-server/administration/windows-commands/taskkill
 */
export function endTree(pid: number, signal: NodeJS.Signals, platform = thisPlatform): void {
  if (platform.isWindows) {
    void platform.call(win32.join(windowsPrograms, 'taskkill.exe'), ['/PID', String(pid), '/T', '/F'])
    return
  }
  try {
    platform.kill(-pid, signal)
  } catch {
    // No process is left in the group.
  }
}

/**
 * Ends every process that this one started, and what those started. For a library that starts programs and does not
 * say which. A process is ended before what it started, because a shell whose command ends goes on with the next one.
 */
export async function endDescendants(ancestor = process.pid, platform = thisPlatform): Promise<void> {
  for (const pid of descendantsIn(await listProcesses(platform), ancestor))
    try {
      platform.kill(pid, 'SIGKILL')
    } catch {
      // It ended on its own.
    }
}

/** A process and the one that started it. */
type ProcessRow = readonly [pid: number, parent: number]

async function listProcesses({ isWindows, call }: Platform): Promise<readonly ProcessRow[]> {
  const printed = isWindows
    ? await call(win32.join(windowsPrograms, 'WindowsPowerShell', 'v1.0', 'powershell.exe'), [
        '-NoProfile',
        '-NonInteractive',
        '-Command',
        'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId)" }',
      ])
    : await call('/bin/ps', ['-A', '-o', 'pid=', '-o', 'ppid='])
  return printed.split('\n').flatMap((line): ProcessRow[] => {
    const found = /^\s*(\d+)\s+(\d+)\s*$/.exec(line)
    return found === null ? [] : [[Number(found[1]), Number(found[2])]]
  })
}

/** Returns the processes below an ancestor, each before what it started. */
function descendantsIn(rows: readonly ProcessRow[], ancestor: number): number[] {
  const children = new Map<number, number[]>()
  for (const [pid, parent] of rows) children.set(parent, [...(children.get(parent) ?? []), pid])
  const found: number[] = []
  const seen = new Set([ancestor])
  const visit = (pid: number) => {
    for (const child of children.get(pid) ?? []) {
      if (seen.has(child)) continue
      seen.add(child)
      found.push(child)
      visit(child)
    }
  }
  visit(ancestor)
  return found
}
