import { join, relative, resolve, sep } from 'node:path'
import type { Annotation } from '@suite/report'
import type { Files } from './ports.ts'
import type { Finished } from './run-check.ts'
import { tscError } from './tsc-errors.ts'

/**
 * Returns the errors of the compiler as annotations, with paths as the checkout has them. An error in a file that is
 * not in the checkout gets none: the forge could not show it.
 */
export async function compilerAnnotations(
  { lastLines, folder }: Pick<Finished, 'lastLines' | 'folder'>,
  files: Files,
  workspace: string,
): Promise<Annotation[]> {
  const top = await files.realFolder(workspace)
  if (top === undefined) return []
  const seen = new Set<string>()
  const found: Annotation[] = []
  for (const text of lastLines) {
    const error = tscError(text)
    if (error === undefined || seen.has(text)) continue
    seen.add(text)
    const path = resolve(folder, error.file)
    const below = relative(top, path)
    if (below.startsWith(`..${sep}`) || !(await files.exists(join(top, below)))) continue
    found.push({ ...error, level: 'error', title: 'TypeScript', file: below.split(sep).join('/') })
  }
  return found
}
