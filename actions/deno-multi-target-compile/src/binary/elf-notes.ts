import type { Bytes } from './bytes.ts'
import type { Segment } from './elf-segment.ts'
import { Malformed } from './problem.ts'

export interface Note {
  readonly owner: string
  readonly type: number
  readonly description: Uint8Array
}

/** Returns the notes of a segment, in their order. A note that does not fit is Malformed. */
export function notesOf(file: Bytes, segment: Segment): readonly Note[] {
  const bytes = file.part(segment.offset, segment.fileSize, 'a segment of notes in the ELF file')
  const alignment = Math.max(segment.alignment, 4)
  if (alignment !== 4 && alignment !== 8)
    throw new Malformed(`a segment of notes in the ELF file is aligned to ${alignment} bytes`)
  const align = (at: number) => Math.ceil(at / alignment) * alignment
  const notes: Note[] = []
  for (let at = 0; at + 12 <= bytes.length; ) {
    const [ownerSize, size, type] = [bytes.u32(at), bytes.u32(at + 4), bytes.u32(at + 8)]
    const owner = Buffer.from(bytes.range(at + 12, ownerSize))
      .toString('latin1')
      .replace(/\0+$/, '')
    const start = align(at + 12 + ownerSize)
    notes.push({ owner, type, description: bytes.range(start, size) })
    at = align(start + size)
  }
  return notes
}
