import { encodePath, objectId } from '@suite/changes'

/** The addresses at which people see a repository in a browser. */
export interface Pages {
  pull(number: number): string
  commit(id: string): string
  /** @param at a commit, or a full ref such as refs/heads/main */
  file(at: string, path: string, lines?: LineRange): string
}

export interface LineRange {
  readonly first: number
  readonly last: number
}

interface Where {
  readonly forge: 'github' | 'gitea'
  readonly serverUrl: string
  readonly repository: { readonly owner: string; readonly name: string }
}

/** Returns the addresses of the pages of a repository, as each forge builds them. */
export function pagesOf({ forge, serverUrl, repository: { owner, name } }: Where): Pages {
  const root = `${serverUrl}/${owner}/${name}`
  const onGitea = forge === 'gitea'
  return {
    pull: (number) => `${root}/${onGitea ? 'pulls' : 'pull'}/${number}`,
    commit: (id) => `${root}/commit/${id}`,
    file(at, path, lines) {
      const version = onGitea ? `src/${giteaVersion(at)}` : `blob/${encoded(shortRef(at))}`
      return `${root}/${version}/${encoded(path)}${lines === undefined ? '' : anchorOf(lines)}`
    },
  }
}

/**
 * Returns the commit of a ref from which a file was read, for a link that stays right: the commit of the run, if the run
 * is about that ref. A run that is repeated may have read a newer commit; then the ref itself is returned.
 */
export function versionOf(
  ref: string,
  { sha, variables }: { sha: string; variables: Readonly<Record<string, string | undefined>> },
): string {
  const isCommitOfRun = variables.GITHUB_REF === ref && variables.GITHUB_RUN_ATTEMPT === '1'
  return isCommitOfRun && objectId.test(sha) ? sha : ref
}

function anchorOf({ first, last }: LineRange): string {
  return first === last ? `#L${first}` : `#L${first}-L${last}`
}

/** Gitea has an address of its own for each kind of version. */
function giteaVersion(at: string): string {
  if (!at.startsWith('refs/')) return `commit/${at}`
  return `${at.startsWith('refs/tags/') ? 'tag' : 'branch'}/${encoded(shortRef(at))}`
}

function shortRef(at: string): string {
  return at.replace(/^refs\/(?:heads|tags)\//, '')
}

function encoded(path: string): string {
  return path.split('/').map(encodeSegment).join('/')
}

/** Returns one part of a path with every byte escaped that is no letter, digit, `.`, `-` or `_` of ASCII. */
function encodeSegment(segment: string): string {
  const isPlain = (byte: number) => byte < 0x80 && /[\w.-]/.test(String.fromCharCode(byte))
  return Array.from(encodePath(segment), (byte) =>
    isPlain(byte) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('')
}
