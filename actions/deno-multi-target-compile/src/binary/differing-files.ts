import { visible } from '@suite/report'
import { bufferOf } from './bytes.ts'
import type { EmbeddedFile } from './embedded-files.ts'
import type { Inspection } from './inspect.ts'

/** Names the embedded files in which two binaries differ, and how. */
export function differingFiles(left: Inspection, right: Inspection): readonly string[] {
  const others = new Map(right.files.map((file) => [file.path, file]))
  const found = left.files.flatMap((file) => {
    const other = others.get(file.path)
    others.delete(file.path)
    const how = other === undefined ? 'only in the first build' : differenceOf(file, other)
    return how === undefined ? [] : [nameOf(file, how)]
  })
  const added = [...others.values()].map((file) => nameOf(file, 'only in the second build'))
  const unused = left.unusedBytes === right.unusedBytes ? [] : ['contents that no file uses']
  return [...found, ...added, ...unused]
}

function nameOf({ path }: EmbeddedFile, how: string): string {
  return `the embedded file ${visible(path, 200)} (${how})`
}

function differenceOf(left: EmbeddedFile, right: EmbeddedFile): string | undefined {
  if (left.target !== right.target) return 'its link'
  if (!bufferOf(left.content).equals(right.content)) return 'its content'
  if (left.derived.length !== right.derived.length) return 'what deno made of it'
  const isSame = left.derived.every((part, index) =>
    bufferOf(part).equals(right.derived[index] ?? new Uint8Array()),
  )
  if (!isSame) return 'what deno made of it'
  if (left.modified !== right.modified) return 'its time'
  return left.isExecutable === right.isExecutable ? undefined : 'whether it may be executed'
}
