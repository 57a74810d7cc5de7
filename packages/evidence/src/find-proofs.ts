import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The names of the files in a folder that say of themselves that they are proofs of the evidence that stands there: text
 * files with a line of `evidence` and its digest. Nobody else's are among them. Empty where there is no evidence.
 */
export async function findProofs(folder: string, evidenceFile: string): Promise<readonly string[]> {
  const standing = await readFile(join(folder, evidenceFile), 'utf8').catch(() => '')
  const digest = /"digest":\s*"(sha256:[0-9a-f]{64})"/.exec(standing)?.[1]
  if (digest === undefined) return []
  const entries = await readdir(folder, { withFileTypes: true })
  const texts = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.txt'))
    .map(({ name }) => name)
  const told = await Promise.all(
    texts.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8').catch(() => '')
      return text.split('\n').some((line) => line.startsWith('evidence ') && line.endsWith(` ${digest}`))
    }),
  )
  return texts.filter((_, index) => told[index])
}
