import { u16, u32, u64 } from './bytes.ts'
import { printingCode } from './code.ts'
import type { Machine } from './target.ts'

const machines = { x86_64: 62, aarch64: 183 }
const headers = 64 + 56
const address = 0x400000

/** Returns an ELF program of one segment, without libraries, that prints a text. */
export function makeElf(machine: Machine, text: string, filling: Buffer): Buffer {
  const code = printingCode(machine, text, 'linux')
  const size = headers + code.length + filling.length
  return Buffer.concat([
    Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]),
    Buffer.alloc(8),
    u16(2, machines[machine]), // ET_EXEC
    u32(1),
    u64(address + headers, 64, 0), // entry point, program headers, section headers
    u32(0),
    u16(64, 56, 1, 64, 0, 0),
    u32(1, 5), // PT_LOAD, readable and executable
    u64(0, address, address, size, size, 0x10000),
    code,
    filling,
  ])
}
