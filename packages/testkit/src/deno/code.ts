import { u32 } from './bytes.ts'
import type { Machine } from './target.ts'

/** The numbers of the two system calls, and of exit code 0. */
export interface SystemCalls {
  readonly write: number
  readonly exit: number
}

/** Returns machine code that writes a text to stdout and exits with 0. The text follows the code. */
export function printingCode(machine: Machine, text: string, system: 'linux' | 'darwin'): Buffer {
  const bytes = Buffer.from(text)
  return machine === 'x86_64' ? printOnX86(bytes, callsOnX86[system]) : printOnArm(bytes, callsOnArm[system])
}

const callsOnX86 = {
  linux: { write: 1, exit: 60 },
  darwin: { write: 0x2000004, exit: 0x2000001 },
} satisfies Record<string, SystemCalls>

/** The register that takes the number, and the immediate of `svc`, differ too. */
const callsOnArm = {
  linux: { write: 64, exit: 93, register: 8, svc: 0 },
  darwin: { write: 4, exit: 1, register: 16, svc: 0x80 },
}

function printOnX86(text: Buffer, calls: SystemCalls): Buffer {
  const after = Buffer.concat([
    Buffer.from([0xba]), // mov edx, length
    u32(text.length),
    Buffer.from([0x0f, 0x05, 0xb8]), // syscall; mov eax, exit
    u32(calls.exit),
    Buffer.from([0x31, 0xff, 0x0f, 0x05]), // xor edi, edi; syscall
  ])
  return Buffer.concat([
    Buffer.from([0xb8]), // mov eax, write
    u32(calls.write),
    Buffer.from([0xbf, 1, 0, 0, 0, 0x48, 0x8d, 0x35]), // mov edi, 1; lea rsi, [rip + …]
    u32(after.length),
    after,
    text,
  ])
}

function printOnArm(text: Buffer, calls: (typeof callsOnArm)['linux']): Buffer {
  const set = (register: number, value: number) => 0xd2800000 | (value << 5) | register // movz
  const call = 0xd4000001 | (calls.svc << 5)
  const after = [
    set(2, text.length),
    set(calls.register, calls.write),
    call,
    set(0, 0),
    set(calls.register, calls.exit),
    call,
  ]
  const address = 0x10000000 | ((after.length + 1) << 5) | 1 // adr x1, text
  return Buffer.concat([u32(set(0, 1), address, ...after), text])
}
