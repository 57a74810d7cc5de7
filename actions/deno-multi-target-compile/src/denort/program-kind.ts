import { type Target, targets } from '../targets.ts'

type Machine = Target['machine']

const elfMachines: ReadonlyMap<number, Machine> = new Map([
  [62, 'x86_64'],
  [183, 'aarch64'],
])
const machOMachines: ReadonlyMap<number, Machine> = new Map([
  [0x01000007, 'x86_64'],
  [0x0100000c, 'aarch64'],
])
const peMachines: ReadonlyMap<number, Machine> = new Map([
  [0x8664, 'x86_64'],
  [0xaa64, 'aarch64'],
])

/** The first bytes of a program that say what it is for. */
export const headSize = 4096

/**
 * Returns the target that a program is for.
 * @param head the first `headSize` bytes
 * @returns undefined if it is not a program of one of the targets
 */
export function targetOfProgram(head: Uint8Array): Target | undefined {
  const kind = readKind(new DataView(head.buffer, head.byteOffset, head.byteLength))
  return targets.find(({ format, machine }) => format === kind?.format && machine === kind.machine)
}

function readKind(head: DataView): (Pick<Target, 'format'> & { machine: Machine | undefined }) | undefined {
  if (head.byteLength < 64) return undefined
  if (head.getUint32(0) === 0x7f454c46 && head.getUint8(4) === 2)
    return { format: 'elf', machine: elfMachines.get(head.getUint16(18, true)) }
  if (head.getUint32(0, true) === 0xfeedfacf)
    return { format: 'mach-o', machine: machOMachines.get(head.getUint32(4, true)) }
  if (head.getUint16(0) !== 0x4d5a) return undefined
  const header = head.getUint32(60, true)
  if (header > head.byteLength - 6 || head.getUint32(header) !== 0x50450000) return undefined
  return { format: 'pe', machine: peMachines.get(head.getUint16(header + 4, true)) }
}
