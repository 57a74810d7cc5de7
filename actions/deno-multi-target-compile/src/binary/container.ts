import { bufferOf } from './bytes.ts'
import { readElf } from './elf.ts'
import { readMachO } from './mach-o.ts'
import { readPe } from './pe.ts'
import { type BinaryProblem, Malformed, readOrProblem } from './problem.ts'

/** An executable file, and the part of it that deno added. */
export interface Container {
  readonly format: 'elf' | 'mach-o' | 'pe'
  /** `x86_64`, `aarch64`, or the number that stands for another machine. */
  readonly machine: string
  /** The oldest glibc that can run it; undefined if it needs none. */
  readonly glibc: string | undefined
  /** Whether it has a signature that covers the file as it is. Who signed it is not asked. */
  readonly isSigned: boolean
  /** What deno added: metadata, modules and files. A view of the file, not a copy. */
  readonly data: Uint8Array
}

/**
 * Returns the format and machine of an executable, and the data that its own runtime reads when it starts: found by
 * the structures of the file, as the runtime does, and only if there is no second candidate.
 */
export function readContainer(bytes: Uint8Array): Container | BinaryProblem {
  return readOrProblem(() => {
    const start = bufferOf(bytes).toString('latin1', 0, 4)
    if (start === '\x7fELF') return readElf(bytes)
    if (start === '\xcf\xfa\xed\xfe') return readMachO(bytes)
    if (start.startsWith('MZ')) return readPe(bytes)
    throw new Malformed(
      `the file is not an executable of Linux, macOS or Windows; it has ${bytes.length} bytes`,
    )
  })
}
