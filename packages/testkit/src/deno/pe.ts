import { field, padTo, roundUp, u16, u32, u64 } from './bytes.ts'
import { printingImage } from './pe-code.ts'
import type { Machine } from './target.ts'

const machines = { x86_64: 0x8664, aarch64: 0xaa64 }
const base = 0x140000000
const sectionAddress = 0x1000
const fileAlignment = 0x200

/** Returns a PE program that prints a text by `WriteFile` of kernel32. */
export function makePe(machine: Machine, text: string, filling: Buffer): Buffer {
  const { bytes, entry, imports } = printingImage(machine, text, sectionAddress)
  const content = Buffer.concat([bytes, filling])
  const stored = roundUp(content.length, fileAlignment)
  const room = roundUp(content.length, 0x1000)
  const headerSize = 0x200
  const directories = Buffer.concat([u32(0, 0, imports.address, imports.size), Buffer.alloc(14 * 8)])
  const optional = Buffer.concat([
    u16(0x20b, 0), // PE32+
    u32(stored, 0, 0, entry, sectionAddress),
    u64(base),
    u32(0x1000, fileAlignment),
    u16(6, 0, 0, 0, 6, 0), // versions: Windows Vista and later
    u32(0, sectionAddress + room, headerSize, 0),
    u16(3, 0x8160), // console; may be moved, no execution of data
    u64(0x100000, 0x1000, 0x100000, 0x1000),
    u32(0, 16),
    directories,
  ])
  const coff = Buffer.concat([
    field('PE', 4),
    u16(machines[machine], 1),
    u32(0, 0, 0),
    u16(optional.length, 0x22), // executable, addresses above 2 GiB
  ])
  const section = Buffer.concat([
    field('.text', 8),
    u32(content.length, sectionAddress, stored, headerSize, 0, 0, 0, 0xe0000020), // code; read, write, run
  ])
  const dos = padTo(Buffer.concat([padTo(field('MZ', 2), 0x3c), u32(0x80)]), 0x80)
  return Buffer.concat([
    padTo(Buffer.concat([dos, coff, optional, section]), headerSize),
    padTo(content, stored),
  ])
}
