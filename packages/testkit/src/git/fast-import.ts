/** What a commit does to a path. */
export type FileChange =
  | string
  | Buffer
  | null
  | { readonly content: string | Buffer; readonly mode?: '100644' | '100755' }
  | { readonly symlink: string }
  | { readonly submodule: string }
  | { readonly copyOf: string }
  | { readonly renameOf: string }

export interface NewCommit {
  /** A full ref name. */
  readonly ref: string
  /** Shas; an empty list for a root commit. */
  readonly parents: readonly string[]
  readonly files: Readonly<Record<string, FileChange>>
  readonly message: string
  readonly author: { readonly name: string; readonly email: string }
  readonly date: Date
}

/** Returns the stream that creates one commit and prints its sha. https://git-scm.com/docs/git-fast-import */
export function fastImportStream(commit: NewCommit): Buffer {
  const parts: (string | Buffer)[] = []
  const data = (content: string | Buffer) => {
    const bytes = Buffer.from(content as string)
    parts.push(`data ${bytes.length}\n`, bytes, '\n')
  }
  const when = `${Math.floor(commit.date.getTime() / 1000)} +0000`
  const person = `${commit.author.name} <${commit.author.email}> ${when}`
  parts.push(`commit ${commit.ref}\nmark :1\nauthor ${person}\ncommitter ${person}\n`)
  data(commit.message)
  for (const [at, parent] of commit.parents.entries())
    parts.push(`${at === 0 ? 'from' : 'merge'} ${parent}\n`)
  for (const [path, change] of Object.entries(commit.files)) {
    const name = quote(path)
    if (change === null) parts.push(`D ${name}\n`)
    else if (typeof change === 'object' && 'renameOf' in change)
      parts.push(`R ${quote(change.renameOf)} ${name}\n`)
    else if (typeof change === 'object' && 'copyOf' in change)
      parts.push(`C ${quote(change.copyOf)} ${name}\n`)
    else if (typeof change === 'object' && 'submodule' in change)
      parts.push(`M 160000 ${change.submodule} ${name}\n`)
    else {
      const [mode, content] = inline(change)
      parts.push(`M ${mode} inline ${name}\n`)
      data(content)
    }
  }
  parts.push('get-mark :1\n')
  return Buffer.concat(parts.map((part) => Buffer.from(part as string)))
}

function inline(
  change: string | Buffer | { content: string | Buffer; mode?: string } | { symlink: string },
): [string, string | Buffer] {
  if (typeof change === 'string' || Buffer.isBuffer(change)) return ['100644', change]
  return 'symlink' in change ? ['120000', change.symlink] : [change.mode ?? '100644', change.content]
}

const quote = (path: string) =>
  `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
