import { field, roundUp, u16, u32, u64 } from './bytes.ts'
import type { Machine } from './target.ts'

const functions = ['GetStdHandle', 'WriteFile', 'ExitProcess'] as const

interface Image {
  readonly bytes: Buffer
  readonly entry: number
  readonly imports: { readonly address: number; readonly size: number }
}

/**
 * Returns the one section of a program: imports, text, code. Addresses are relative to where the program is loaded.
 * @param start the address of the section
 */
export function printingImage(machine: Machine, text: string, start: number): Image {
  const written = Buffer.from(text)
  const descriptors = 40
  const table = 8 * (functions.length + 1)
  const names = functions.map((name) => Buffer.concat([u16(0), field(name, roundUp(name.length + 1, 2))]))
  const namesAt = descriptors + 2 * table
  const places = names.map((_, index) =>
    names.slice(0, index).reduce((at, name) => at + name.length, start + namesAt),
  )
  const library = field('KERNEL32.dll', 16)
  const libraryAt = start + namesAt + Buffer.concat(names).length
  const textAt = libraryAt + library.length
  const entry = roundUp(textAt + written.length, 16)
  const lookup = u64(...places, 0)
  const head = Buffer.concat([
    u32(start + descriptors, 0, 0, libraryAt, start + descriptors + table),
    Buffer.alloc(20),
    lookup,
    lookup,
    ...names,
    library,
    written,
  ])
  const slots = functions.map((_, index) => start + descriptors + table + 8 * index)
  const addresses = { entry, slots, text: textAt, length: written.length }
  const code = machine === 'x86_64' ? codeForX86(addresses) : codeForArm(addresses)
  return {
    bytes: Buffer.concat([head, Buffer.alloc(entry - start - head.length), code]),
    entry,
    imports: { address: start, size: descriptors },
  }
}

interface Places {
  readonly entry: number
  /** Where the loader writes the address of each function. */
  readonly slots: readonly number[]
  readonly text: number
  readonly length: number
}

function codeForX86({ entry, slots: [handle = 0, write = 0, exit = 0], text, length }: Places): Buffer {
  const parts: Buffer[] = []
  let at = entry
  const add = (...bytes: readonly number[]) => {
    parts.push(Buffer.from(bytes))
    at += bytes.length
  }
  const addNumber = (value: number) => add(...u32(value))
  const addRelative = (opcode: readonly number[], to: number) => {
    add(...opcode)
    addNumber(to - at - 4)
  }
  add(0x48, 0x83, 0xec, 0x38, 0xb9) // sub rsp, 56; mov ecx, -11 (stdout)
  addNumber(-11)
  addRelative([0xff, 0x15], handle) // call [GetStdHandle]
  add(0x48, 0x89, 0xc1) // mov rcx, rax
  addRelative([0x48, 0x8d, 0x15], text) // lea rdx, text
  add(0x41, 0xb8) // mov r8d, length
  addNumber(length)
  add(0x4c, 0x8d, 0x4c, 0x24, 0x30) // lea r9, [rsp + 48]
  add(0x48, 0xc7, 0x44, 0x24, 0x20, 0, 0, 0, 0) // mov qword [rsp + 32], 0
  addRelative([0xff, 0x15], write)
  add(0x31, 0xc9) // xor ecx, ecx
  addRelative([0xff, 0x15], exit)
  return Buffer.concat(parts)
}

function codeForArm({ entry, slots: [handle = 0, write = 0, exit = 0], text, length }: Places): Buffer {
  const words: number[] = []
  /** adr: within 1 MiB, which this section is. */
  const address = (register: number, to: number) => {
    const offset = to - (entry + 4 * words.length)
    words.push(0x10000000 | ((offset & 3) << 29) | (((offset >> 2) & 0x7ffff) << 5) | register)
  }
  const call = (slot: number) => {
    address(16, slot)
    words.push(0xf9400210, 0xd63f0200) // ldr x16, [x16]; blr x16
  }
  words.push(0xd10083ff, 0x12800140) // sub sp, sp, 32; mov w0, -11
  call(handle)
  address(1, text)
  words.push(0x52800002 | (length << 5), 0x910043e3, 0xd2800004) // mov w2, length; add x3, sp, 16; mov x4, 0
  call(write)
  words.push(0x52800000) // mov w0, 0
  call(exit)
  return u32(...words)
}
