import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GrowthShape } from './growth-shape.ts'

/** An input that once showed a fault, so that each later run reads it first. */
export type Kept =
  | { readonly file: string; readonly input: Uint8Array }
  | { readonly file: string; readonly shape: GrowthShape }

/** Returns the inputs in a folder, by name; none if there is no such folder. */
export async function readKept(folder: string): Promise<readonly Kept[]> {
  const names = await readdir(folder).catch(() => [])
  const kept = names.toSorted().map(async (name): Promise<Kept[]> => {
    const file = join(folder, name)
    if (name.endsWith('.input')) return [{ file, input: await readFile(file) }]
    if (name.endsWith('.growth.json')) return [{ file, shape: JSON.parse(await readFile(file, 'utf8')) }]
    return []
  })
  return (await Promise.all(kept)).flat()
}

/** Keeps what showed a fault. Returns the path of the new file. */
export async function keep(
  folder: string,
  kind: string,
  found: { readonly input: Uint8Array } | { readonly shape: GrowthShape },
): Promise<string> {
  const content = 'input' in found ? found.input : Buffer.from(`${JSON.stringify(found.shape, null, 2)}\n`)
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 8)
  const file = join(folder, `${kind}-${digest}.${'input' in found ? 'input' : 'growth.json'}`)
  await mkdir(folder, { recursive: true })
  await writeFile(file, content)
  return file
}
