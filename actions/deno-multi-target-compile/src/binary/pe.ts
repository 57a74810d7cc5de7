import { type Bytes, bufferOf, bytesOf, endOf } from './bytes.ts'
import type { Container } from './container.ts'
import { programResource } from './pe-resources.ts'
import { Malformed } from './problem.ts'

/** A section of a PE file: where it is in the file and in memory. */
export interface PeSection {
  readonly address: number
  readonly memorySize: number
  readonly offset: number
  readonly fileSize: number
}

/** A place that the optional header names. */
export interface Directory {
  readonly at: number
  readonly size: number
}

/** Reads a binary of Windows. Deno's data is a resource. */
export function readPe(file: Uint8Array): Container {
  const bytes = bytesOf(file, 'the PE file')
  const header = bytes.u32(0x3c)
  if (bytes.u32(header) !== 0x4550)
    throw new Malformed('the file begins as an executable for DOS, but is not one for Windows')
  const optional = header + 24
  if (bytes.u16(optional) !== 0x20b) throw new Malformed('the PE file is not of the 64-bit kind')
  const sections = sectionsOf(bytes, optional + bytes.u16(header + 20), bytes.u16(header + 6))
  const directory = (index: number): Directory => {
    const at = optional + 112 + 8 * index
    return index < bytes.u32(optional + 108)
      ? { at: bytes.u32(at), size: bytes.u32(at + 4) }
      : { at: 0, size: 0 }
  }
  const data = programResource(bytes, directory(2), sections)
  checkRest(file, data, sections)
  return {
    format: 'pe',
    machine: machineName(bytes.u16(header + 4)),
    glibc: undefined,
    isSigned: hasCertificate(bytes, directory(4)),
    data,
  }
}

function machineName(machine: number): string {
  if (machine === 0x8664) return 'x86_64'
  return machine === 0xaa64 ? 'aarch64' : `PE machine ${machine}`
}

function sectionsOf(bytes: Bytes, table: number, count: number): readonly PeSection[] {
  return Array.from({ length: count }, (_, index) => {
    const at = table + 40 * index
    const section = {
      memorySize: bytes.u32(at + 8),
      address: bytes.u32(at + 12),
      fileSize: bytes.u32(at + 16),
      offset: bytes.u32(at + 20),
    }
    bytes.check(section.offset, section.fileSize)
    return section
  })
}

/**
 * Checks what comes after the sections. A runtime that cannot load its resource takes everything up to the last magic
 * in the file, so there may be none after the program.
 */
function checkRest(file: Uint8Array, data: Uint8Array, sections: readonly PeSection[]): void {
  const end = endOf(sections)
  const afterData = data.byteOffset - file.byteOffset + data.length
  if (afterData > end || bufferOf(file).indexOf('d3n0l4nd', afterData) >= 0)
    throw new Malformed('the PE file holds the magic of a program after the program')
}

/** Says whether the file ends with a certificate of Authenticode. */
function hasCertificate(bytes: Bytes, { at, size }: Directory): boolean {
  return (
    size >= 8 &&
    at + size === bytes.length &&
    bytes.u32(at) <= size &&
    bytes.u16(at + 4) === 0x200 &&
    bytes.u16(at + 6) === 2
  )
}
