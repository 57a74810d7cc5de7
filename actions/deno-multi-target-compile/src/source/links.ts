/** Symlinks by their paths from the root, with their targets as they are written. */
export type Links = ReadonlyMap<string, string>

/** The number of links that a path may lead through, as on Linux. */
const mostLinks = 40

/**
 * Returns the links that lead out of the root, sorted: an absolute target, a target above the root, and a loop. A link
 * is followed through other links as a system does it, because `a/..` is not the root if `a` is a link.
 */
export function linksThatLeave(links: Links): readonly string[] {
  return [...links.keys()].filter((path) => leaves(path, links)).toSorted()
}

function leaves(path: string, links: Links): boolean {
  const waiting = path.split('/')
  const at: string[] = []
  let followed = 0
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    if (step === '' || step === '.') continue
    if (step === '..') {
      if (at.pop() === undefined) return true
      continue
    }
    const target = links.get([...at, step].join('/'))
    if (target === undefined) {
      at.push(step)
      continue
    }
    followed += 1
    if (followed > mostLinks || /^(?:[/\\]|[A-Za-z]:)/.test(target)) return true
    waiting.unshift(...target.split('/'))
  }
  return false
}
