import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Returns the names of the files in a folder that claim to be proofs of the evidence in that folder: text files with
 * a line of `evidence` and its digest. Files without that line are never included. Returns an empty list if the
 * folder has no evidence.
 */
export async function findProofs(folder: string, evidenceFile: string): Promise<readonly string[]> {
  const standing = await readFile(join(folder, evidenceFile), 'utf8').catch(() => '')
  const digest = /"digest":\s*"(sha256:[0-9a-f]{64})"/.exec(standing)?.[1]
  if (digest === undefined) return []
  const entries = await readdir(folder, { withFileTypes: true })
  const texts = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.txt'))
    .map(({ name }) => name)
  const isProof = await Promise.all(
    texts.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8').catch(() => '')
      return text.split('\n').some((line) => line.startsWith('evidence ') && line.endsWith(` ${digest}`))
    }),
  )
  return texts.filter((_, index) => isProof[index])
}
