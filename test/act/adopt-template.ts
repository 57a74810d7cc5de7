import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../../scripts/actions.ts'

/** A template as somebody adopts it, and how many of its lines differ from what was copied. */
export interface Adopted {
  readonly text: string
  readonly edited: number
}

/**
 * Copies a template, and changes it as its comments say.
 * @param edits pairs: what a marked line has, and what takes its place; a second line counts as an edit of its own
 * @throws Error if an edit is of no line or of several, or of a line without the mark
 */
export async function adoptTemplate(
  template: string,
  edits: readonly (readonly [string, string])[] = [],
): Promise<Adopted> {
  let text = await readFile(join(root, 'workflows-templates', `${template}.yml`), 'utf8')
  let edited = 0
  for (const [before, after] of edits) {
    const lines = text.split('\n')
    const found = lines.filter((line) => line.includes(before))
    const [line = ''] = found
    if (found.length !== 1) throw new Error(`${found.length} lines of ${template} have ${before}`)
    if (!/# EDIT: \S/.test(line)) throw new Error(`this line of ${template} has no mark: ${line}`)
    const changed = line.replace(before, () => after).split('\n')
    edited += changed.filter((each) => each !== line).length
    text = lines.flatMap((each) => (each === line ? changed : [each])).join('\n')
  }
  return { text, edited }
}
