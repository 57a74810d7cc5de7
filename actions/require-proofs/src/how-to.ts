import type { Glob } from '@suite/matchers'
import { visible } from '@suite/report'
import type { Requirement } from './requirements.ts'

/** A path that would be a proof for a requirement, `undefined` where none can be made up from its globs. */
export function suggestPath({ label, files }: Pick<Requirement, 'label' | 'files'>): string | undefined {
  const name = label.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'proof'
  return files.map((glob) => pathIn(glob, name)).find((path) => path !== undefined)
}

/** Puts a name where the glob leaves one open, and tells only what the glob then really matches. */
function pathIn(glob: Glob, name: string): string | undefined {
  const { pattern } = glob
  const tries = [
    pattern.replace(/\*\*$/, `${name}.txt`),
    pattern.replace(/\*\*\/\*/, name),
    pattern.replace(/\*\*/, `${name}.txt`).replaceAll('*', name),
    `${pattern}/${name}.txt`,
  ]
  return tries.find((path) => glob.matches(path))
}

/** Commands that make a proof at a path: the answer of the deployed API, as it is. */
export function commandFor(path: string): string {
  const folder = path.includes('/') ? `mkdir -p ${quote(path.slice(0, path.lastIndexOf('/')))} && ` : ''
  return `${folder}curl -sSi https://<your API>/<what changed> > ${quote(path)} && git add ${quote(path)} && git commit -m 'Attach proof' && git push`
}

/** One word for a POSIX shell; a control character is shown, so that it cannot act where the command is read. */
function quote(path: string): string {
  const shown = visible(path)
  return /^[\w./-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`
}
