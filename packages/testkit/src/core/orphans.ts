import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * The variable by which the runner finds what a job left running. Every process inherits it, also one that leaves the
 * process group of the action.
 */
export const trackingVariable = 'RUNNER_TRACKING_ID'

interface Orphan {
  readonly pid: number
  readonly command: string
}

/** The processes of one run, which are looked for. */
interface Tracked {
  /** The value of {@link trackingVariable} in them. */
  readonly id: string
  /** The processes that ran before the run. A machine may have many, and they need not be looked at. */
  readonly before: ReadonlySet<string>
}

/** Begins to track a run. Call it before the run starts. */
export function trackRun(id: string): Tracked {
  return { id, before: new Set(process.platform === 'linux' ? readdirSync('/proc') : []) }
}

/**
 * Ends every process of a run that still runs.
 *
 * @returns the command lines of those that did not end by themselves
 */
export async function endOrphans(
  run: Tracked,
  { patience = 5_000 }: { patience?: number | undefined } = {},
): Promise<readonly string[]> {
  const until = performance.now() + patience
  // A process that was told to end may need a moment.
  while (findOrphans(run).length > 0) {
    if (performance.now() >= until) {
      const killed = killOrphans(run)
      return patience === 0 ? [] : killed
    }
    await pause(50)
  }
  return []
}

/** Kills every process of a run at once, and returns their command lines. */
export function killOrphans(run: Tracked): readonly string[] {
  const killed = new Map<number, string>()
  const killNew = () => {
    const fresh = findOrphans(run).filter(({ pid }) => !killed.has(pid))
    for (const { pid, command } of fresh) {
      killed.set(pid, command)
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It ended by itself.
      }
    }
    return fresh.length > 0
  }
  // What a process starts in its last moment is found in the next round.
  while (killNew());
  return [...new Set(killed.values())]
}

/** On Windows none is found: a process shows its variables only to a debugger. */
function findOrphans({ id, before }: Tracked): readonly Orphan[] {
  if (id === '') return []
  const marker = `${trackingVariable}=${id}`
  if (process.platform === 'linux') return findInProc(marker, before)
  return process.platform === 'darwin' ? findByPs(marker) : []
}

function findInProc(marker: string, before: ReadonlySet<string>): readonly Orphan[] {
  return readdirSync('/proc').flatMap((name) => {
    if (before.has(name) || !/^\d+$/.test(name)) return []
    try {
      if (!readFileSync(`/proc/${name}/environ`).includes(marker)) return []
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').join(' ').trim()
      return [{ pid: Number(name), command }]
    } catch {
      // It has ended, or belongs to somebody else.
      return []
    }
  })
}

/** With `-E` the variables stand after the command. */
function findByPs(marker: string): readonly Orphan[] {
  const { stdout } = spawnSync('/bin/ps', ['-A', '-E', '-ww', '-o', 'pid=,command='], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  })
  return (stdout ?? '').split('\n').flatMap((line) => {
    const [, pid, command] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? []
    if (pid === undefined || command === undefined || !command.includes(marker)) return []
    return [{ pid: Number(pid), command: command.slice(0, 200) }]
  })
}
