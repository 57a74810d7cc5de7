/** One row of a diff, with the terms of GitHub's API. */
export interface DiffEntry {
  readonly path: string
  readonly previousPath?: string
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed'
  /** The blob at the new path; for a removed file, the old blob. */
  readonly sha: string
  readonly additions: number
  readonly deletions: number
}

const statuses: Readonly<Record<string, DiffEntry['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  T: 'changed',
}

/** The arguments whose output {@link parseDiff} reads. GitHub finds renames in pull requests, but no copies. */
export const diffArguments = ['diff-tree', '-r', '-z', '-M', '--raw', '--numstat']

/** Reads raw lines followed by number lines, both separated by NUL, and sorts them by path as GitHub does. */
export function parseDiff(output: Buffer): DiffEntry[] {
  const fields = output.toString('utf8').split('\0')
  const rows = new Map<string, DiffEntry>()
  let at = 0
  while (fields[at]?.startsWith(':')) {
    const [, , before = '', after = '', letter = ''] = fields[at++]?.split(' ') ?? []
    const status = statuses[letter[0] ?? ''] ?? 'modified'
    const first = fields[at++] ?? ''
    const path = status === 'renamed' ? (fields[at++] ?? '') : first
    const sha = status === 'removed' ? before : after
    rows.set(path, {
      path,
      ...(status === 'renamed' && { previousPath: first }),
      status,
      sha,
      additions: 0,
      deletions: 0,
    })
  }
  while (fields[at]) {
    const [additions, deletions, name = ''] = fields[at]?.split('\t') ?? []
    // For a rename, the name here is empty, and the old and the new path follow.
    const path = name === '' ? (fields[at + 2] ?? '') : name
    at += name === '' ? 3 : 1
    const row = rows.get(path)
    if (row) rows.set(path, { ...row, additions: Number(additions) || 0, deletions: Number(deletions) || 0 })
  }
  return [...rows.values()].sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)))
}
