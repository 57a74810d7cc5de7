import { readdirSync, readFileSync } from 'node:fs'

/** Kills a program and all that it started, and these in turn; what is gone already is no error. */
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

/** Which processes each process has started. Empty on a machine without `/proc`: then only the first is killed. */
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

/** `/proc/<pid>/stat` is `<pid> (<name>) <state> <parent> …`, where the name may hold blanks and brackets. */
function parentOf(pid: string): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}
