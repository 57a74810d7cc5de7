import type { Glob } from '@suite/matchers'
import { visible } from '@suite/report'
import type { Requirement } from './requirements.ts'

/** A path that would be a proof for a requirement, `undefined` where none can be made up from its globs. */
export function suggestPath({ label, files }: Pick<Requirement, 'label' | 'files'>): string | undefined {
  const name = label.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'proof'
  return files.map((glob) => pathIn(glob, name)).find((path) => path !== undefined)
}

/** What a glob leaves open: an escaped character, stars to the end or within, `?`, braces, of which the first choice is taken. */
const open = /\\(.)|\*\*\/|(?<=^|\/)(\*\*?)$|\*+|\?|\{([^{},]*),[^{}]*\}/gs

/** Puts a name where the glob leaves one open, and tells only what it then really matches, and a person can type. */
function pathIn({ pattern, matches }: Glob, name: string): string | undefined {
  const filled = pattern.replaceAll(open, (found, escaped?: string, file?: string, choice?: string) => {
    if (found === '**/') return ''
    if (file !== undefined) return `${name}.txt`
    if (found.startsWith('*')) return name
    return escaped ?? choice ?? 'x'
  })
  return [filled, `${filled}/${name}.txt`].find(
    (path) => matches(path) && visible(path, Number.POSITIVE_INFINITY) === path,
  )
}

/** A proof that could be made: where, and by which action of this suite where evidence is asked for. */
export interface Suggestion {
  readonly path: string
  readonly kind?: string | undefined
}

/** What would be a proof for a requirement. */
export function suggest(requirement: Pick<Requirement, 'label' | 'files' | 'contains'>): Suggestion[] {
  const path = suggestPath(requirement)
  const evidence = requirement.contains.find((rule) => 'evidence' in rule)
  return path === undefined ? [] : [{ path, kind: evidence?.evidence.kind }]
}

/** Commands that make a proof, one after another: by its action, or the answer of the deployed API as it is. */
export function stepsFor({ path, kind }: Suggestion): string[] {
  const file = quote(path)
  const folder = path.includes('/') ? [`mkdir -p -- ${quote(folderOf(path))}`] : []
  const make =
    kind === undefined
      ? [...folder, `curl -sSi https://<your API>/<what changed> > ${file}`]
      : [
          `npm --prefix <the suite> run --silent try -- ${quote(kind)} --input base-url=https://<your API> --input proof-dir=${quote(folderOf(path))}`,
        ]
  return [
    ...make,
    `git add -- ${kind === undefined ? file : quote(folderOf(path))}`,
    "git commit -m 'Attach proof'",
    'git push',
  ]
}

/** The same as one line, which stops at the first that fails. */
export function commandFor(suggestion: Suggestion): string {
  return stepsFor(suggestion).join(' && ')
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'
}

/** One word for a POSIX shell. */
function quote(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
