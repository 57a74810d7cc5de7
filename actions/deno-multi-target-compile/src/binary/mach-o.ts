import { type Bytes, bytesOf, endOf } from './bytes.ts'
import type { Container } from './container.ts'
import { appendedData, segmentData } from './mach-o-data.ts'
import { type Command, type MachSegment, type Signature, shortName } from './mach-o-parts.ts'
import { describesFile } from './mach-o-signature.ts'
import { Malformed } from './problem.ts'

const commandKinds = { segment: 0x19, signature: 0x1d } as const

/** Reads a binary of macOS. Where deno puts the data depends on the machine. */
export function readMachO(file: Uint8Array): Container {
  const bytes = bytesOf(file, 'the Mach-O file')
  const machine = machineName(bytes.u32(4))
  const commands = commandsOf(bytes)
  const segments = commands
    .filter(({ kind }) => kind === commandKinds.segment)
    .map((at) => segmentOf(bytes, at))
  const signature = signatureOf(bytes, commands)
  checkEnd(bytes, segments)
  return {
    format: 'mach-o',
    machine,
    glibc: undefined,
    isSigned: signature !== undefined && describesFile(bytes, signature),
    data: machine === 'aarch64' ? segmentData(bytes, segments) : appendedData(file, signature),
  }
}

function machineName(machine: number): string {
  if (machine === 0x0100_0007) return 'x86_64'
  return machine === 0x0100_000c ? 'aarch64' : `Mach-O machine ${machine}`
}

function commandsOf(bytes: Bytes): readonly Command[] {
  const [count, size] = [bytes.u32(16), bytes.u32(20)]
  const end = 32 + size
  bytes.check(32, size)
  const commands: Command[] = []
  let at = 32
  for (let index = 0; index < count; index++) {
    const command = { kind: bytes.u32(at), at, size: bytes.u32(at + 4) }
    if (command.size < 8 || at + command.size > end)
      throw new Malformed('a load command of the Mach-O file does not fit into the table of load commands')
    commands.push(command)
    at += command.size
  }
  if (at !== end) throw new Malformed('the load commands of the Mach-O file do not fill their table')
  return commands
}

function segmentOf(bytes: Bytes, { at, size }: Command): MachSegment {
  const segment = {
    name: shortName(bytes, at + 8),
    address: bytes.u64(at + 24),
    memorySize: bytes.u64(at + 32),
    offset: bytes.u64(at + 40),
    fileSize: bytes.u64(at + 48),
    sections: bytes.u32(at + 64),
    at,
  }
  if (size < 72 + 80 * segment.sections)
    throw new Malformed(`the sections of the segment ${segment.name} do not fit into its load command`)
  bytes.check(segment.offset, segment.fileSize)
  return segment
}

function signatureOf(bytes: Bytes, commands: readonly Command[]): Signature | undefined {
  const [command, ...others] = commands.filter(({ kind }) => kind === commandKinds.signature)
  if (others.length > 0) throw new Malformed('the Mach-O file has more than one signature')
  if (command === undefined) return undefined
  const signature = { offset: bytes.u32(command.at + 8), size: bytes.u32(command.at + 12) }
  bytes.check(signature.offset, signature.size)
  return signature
}

/** Checks that the last segment ends with the file, so that nothing is missing and nothing comes after it. */
function checkEnd(bytes: Bytes, segments: readonly MachSegment[]): void {
  const end = endOf(segments)
  if (end !== bytes.length)
    throw new Malformed(`the segments of the Mach-O file describe ${end} of its ${bytes.length} bytes`)
}
