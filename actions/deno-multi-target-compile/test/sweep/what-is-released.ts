import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A binary that must be there. */
export interface Wanted {
  readonly name: string
  /** The first bytes of its container, in hex. */
  readonly magic: string
  /** Texts of the sources, which a compiled program contains. */
  readonly holds: readonly string[]
}

/** Returns the names in a folder; undefined if there is no such folder. */
export function namesIn(folder: string): Promise<readonly string[] | undefined> {
  return readdir(folder).catch(() => undefined)
}

/** Returns what is wrong with the files of a release, as the bytes on disk show it. */
export async function lackOfRelease(folder: string, wanted: readonly Wanted[]): Promise<string | undefined> {
  const names = [...((await namesIn(folder)) ?? [])].sort()
  const expected = [...wanted.map(({ name }) => name), 'SHA256SUMS', 'manifest.json'].sort()
  if (names.join() !== expected.join()) return `the folder holds ${names.join() || 'nothing'}`
  const files = new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)),
  )
  const bytesOf = (name: string) => files.get(name) ?? Buffer.alloc(0)
  const sumOf = (name: string) => createHash('sha256').update(bytesOf(name)).digest('hex')
  const sums = bytesOf('SHA256SUMS').toString().trimEnd().split('\n').sort()
  const right = names.filter((name) => name !== 'SHA256SUMS').map((name) => `${sumOf(name)}  ${name}`)
  if (sums.join('\n') !== right.sort().join('\n')) return `SHA256SUMS says ${sums.join(', ')}`
  const { assets = [] } = JSON.parse(bytesOf('manifest.json').toString())
  for (const { name, magic, holds } of wanted) {
    const bytes = bytesOf(name)
    const entry = assets.find((asset: { name: string }) => asset.name === name)
    if (entry?.published !== sumOf(name) || entry.size !== bytes.length)
      return `the manifest says ${JSON.stringify(entry)} about ${name}`
    if (bytes.toString('hex', 0, magic.length / 2) !== magic) return `${name} is no such executable`
    const lost = holds.find((text) => !bytes.includes(text))
    if (lost !== undefined) return `${name} does not hold ${JSON.stringify(lost)}`
  }
  return undefined
}
