export interface TreeEntry {
  readonly mode: string
  readonly type: 'blob' | 'tree' | 'commit'
  readonly sha: string
  readonly path: string
  readonly size?: number
}

export interface CommitObject {
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
  readonly author: CommitPerson
  readonly committer: CommitPerson
}

export interface CommitPerson {
  readonly name: string
  readonly email: string
  readonly date: string
}

/** Parses the output of `git ls-tree -z -l`. */
export function parseTree(output: Buffer): TreeEntry[] {
  return output
    .toString()
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const tab = line.indexOf('\t')
      const [mode = '', type = '', sha = '', size = '-'] = line.slice(0, tab).split(/ +/)
      const path = line.slice(tab + 1)
      return {
        mode,
        type: type as TreeEntry['type'],
        sha,
        path,
        ...(size !== '-' && { size: Number(size) }),
      }
    })
}

/** Parses a commit object. */
export function parseCommit(sha: string, content: string): CommitObject {
  const gap = content.indexOf('\n\n')
  const headers = content
    .slice(0, gap)
    .split('\n')
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const)
  const all = (name: string) => headers.filter(([key]) => key === name).map(([, value]) => value)
  return {
    sha,
    tree: all('tree')[0] ?? '',
    parents: all('parent'),
    message: content.slice(gap + 2).replace(/\n$/, ''),
    author: parsePerson(all('author')[0] ?? ''),
    committer: parsePerson(all('committer')[0] ?? ''),
  }
}

function parsePerson(line: string): CommitPerson {
  const [, name = '', email = '', seconds = '0'] = /^([^<]*) <([^>]*)> (\d+)/.exec(line) ?? []
  return { name, email, date: timestamp(new Date(Number(seconds) * 1000)) }
}

/** Returns a time as GitHub writes it: whole seconds, UTC. */
export const timestamp = (date: Date) => `${date.toISOString().slice(0, 19)}Z`
