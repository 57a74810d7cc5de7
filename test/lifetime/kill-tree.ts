import { readdirSync, readFileSync } from 'node:fs'

/** Kills a program and all its descendants. A process that has already ended is no error. */
export function killTree(pid: number): void {
  const children = childrenByParent()
  const all = [pid]
  for (const each of all) all.push(...(children.get(each) ?? []))
  for (const each of all) {
    try {
      process.kill(each, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
}

/** Returns the children of each process. Empty on a machine without `/proc`; only the first process is killed then. */
function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>()
  for (const name of listProcesses()) {
    const parent = parentOf(name)
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  return children
}

function listProcesses(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
}

/** `/proc/<pid>/stat` is `<pid> (<name>) <state> <parent> …`; the name may contain spaces and brackets. */
function parentOf(pid: string): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}
