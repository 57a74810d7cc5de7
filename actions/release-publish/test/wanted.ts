import { writeMark } from '../src/notes/mark.ts'
import type { Wanted, WantedFile } from '../src/wanted.ts'
import { sumOf } from './model-forge.ts'

export const tag = 'v1.2.3'
export const commit = 'c'.repeat(40)
const manifest = 'd'.repeat(64)
export const mark = writeMark({ tag, commit, manifest })

export const names = ['kato-linux-x86_64', 'manifest.json', 'SHA256SUMS']

/** The bytes of a file of the wanted release. */
export const bytesOf = (name: string) => Buffer.from(`the bytes of ${name}`)

export const fileOf = (name: string): WantedFile => ({
  name,
  size: bytesOf(name).length,
  sha256: sumOf(bytesOf(name)),
})

export function wanted(rest: Partial<Wanted> = {}): Wanted {
  return {
    tag,
    repository: 'https://forge.example/acme/kato',
    commit,
    manifest,
    title: tag,
    body: `${mark}\n\nNotes.\n`,
    files: names.map(fileOf),
    bundle: 'kato-1.2.3.intoto.jsonl',
    isPrerelease: false,
    makeLatest: 'legacy',
    annotatedTag: false,
    existing: 'resume',
    ...rest,
  }
}
