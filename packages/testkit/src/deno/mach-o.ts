import { field, padTo, roundUp, u32, u64 } from './bytes.ts'
import { printingCode } from './code.ts'
import type { Machine } from './target.ts'

const processors = { x86_64: [0x01000007, 3], aarch64: [0x0100000c, 0] } as const
const page = 0x4000
const address = 0x100000000
/** Room for the load command that deno adds. */
const codeOffset = 0x1000
/** The slot that deno signs an arm64 program into: without it, deno writes nothing but a signature. */
const signatureSize = 32

/** Returns a Mach-O program that prints a text. */
export function makeMachO(machine: Machine, text: string, filling: Buffer): Buffer {
  const code = printingCode(machine, text, 'darwin')
  const textSize = roundUp(codeOffset + code.length + filling.length, page)
  const symbols = 32
  const [processor, kind] = processors[machine]
  const commands = [
    segment('__PAGEZERO', { at: 0, room: address, from: 0, size: 0, access: 0 }),
    segment('__TEXT', { at: address, room: textSize, from: 0, size: textSize, access: 5 }, code.length),
    segment('__LINKEDIT', {
      at: address + textSize,
      room: page,
      from: textSize,
      size: symbols + signatureSize,
      access: 1,
    }),
    u32(0x02, 24, textSize, 0, textSize, symbols), // LC_SYMTAB
    named(0x0e, [], '/usr/lib/dyld'), // LC_LOAD_DYLINKER
    named(0x0c, [2, 0x10000, 0x10000], '/usr/lib/libSystem.B.dylib'), // LC_LOAD_DYLIB
    Buffer.concat([u32(0x80000028, 24), u64(codeOffset, 0)]), // LC_MAIN
    u32(0x1d, 16, textSize + symbols, signatureSize), // LC_CODE_SIGNATURE
  ]
  const listed = Buffer.concat(commands)
  const header = u32(0xfeedfacf, processor, kind, 2, commands.length, listed.length, 0x200085, 0)
  return Buffer.concat([
    padTo(Buffer.concat([padTo(Buffer.concat([header, listed]), codeOffset), code, filling]), textSize),
    Buffer.alloc(symbols + signatureSize),
  ])
}

interface Place {
  readonly at: number
  readonly room: number
  readonly from: number
  readonly size: number
  readonly access: number
}

/** LC_SEGMENT_64, with the section `__text` if it has code. */
function segment(name: string, { at, room, from, size, access }: Place, codeLength?: number): Buffer {
  const section =
    codeLength === undefined
      ? Buffer.alloc(0)
      : Buffer.concat([
          field('__text', 16),
          field(name, 16),
          u64(at + codeOffset, codeLength),
          u32(codeOffset, 2, 0, 0, 0x80000400, 0, 0, 0),
        ])
  const sections = codeLength === undefined ? 0 : 1
  return Buffer.concat([
    u32(0x19, 72 + section.length),
    field(name, 16),
    u64(at, room, from, size),
    u32(access, access, sections, 0),
    section,
  ])
}

/** A load command that ends with a path. */
function named(command: number, numbers: readonly number[], path: string): Buffer {
  const offset = 12 + 4 * numbers.length
  const size = roundUp(offset + path.length + 1, 8)
  return Buffer.concat([u32(command, size, offset, ...numbers), field(path, size - offset)])
}
