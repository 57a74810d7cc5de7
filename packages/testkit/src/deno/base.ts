import { filling } from './bytes.ts'
import { makeElf } from './elf.ts'
import { makeMachO } from './mach-o.ts'
import { makePe } from './pe.ts'
import { type BaseTarget, baseTargets } from './target.ts'

export interface BaseOptions {
  /** What the program prints, whatever arguments it gets; a line break is added. At most 4,000 bytes. */
  readonly prints: string
  /** Bytes that are added to make it as large as a real base; none by default. */
  readonly padding?: number
}

/**
 * Returns a program that takes the place of denort: deno puts a program into it as into the real one, and when it is
 * run it prints a text. It is the same for the same options. Only that of the host was seen to run.
 */
export function makeBase(target: BaseTarget, { prints, padding = 0 }: BaseOptions): Buffer {
  if (Buffer.byteLength(prints) > 4000) throw new RangeError('a base prints at most 4,000 bytes')
  const { format, machine } = baseTargets[target]
  const make = { elf: makeElf, 'mach-o': makeMachO, pe: makePe }[format]
  return make(machine, `${prints}\n`, filling(padding))
}
