import { counted, visible } from '@suite/report'
import type { Problem } from './problems.ts'
import { type TargetName, targetOf } from './targets.ts'

/** What a binary is as a file, read from its bytes. */
export interface FileFacts {
  readonly size: number
  readonly format: 'elf' | 'mach-o' | 'pe'
  /** `x86_64`, `aarch64`, or another one. */
  readonly machine: string
  readonly isSigned: boolean
}

const formats = { elf: 'ELF (Linux)', 'mach-o': 'Mach-O (macOS)', pe: 'PE (Windows)' } as const

/**
 * Returns what shows that a file is not a binary of its target. deno checks none of this: it puts a program into whatever
 * base it is given.
 * @param baseSize bytes of the base alone
 */
export function judgeFile(target: TargetName, facts: FileFacts, baseSize: number): readonly Problem[] {
  const { format, machine, system } = targetOf(target)
  const what: string[] = []
  if (facts.format !== format) what.push(`its format is ${formats[facts.format]}, not ${formats[format]}`)
  if (facts.machine !== machine)
    what.push(`it is for the machine ${visible(facts.machine, 40)}, not ${machine}`)
  if (facts.size <= baseSize)
    what.push(
      `it has ${counted(facts.size, 'byte')}, and its base alone has ${baseSize}, so it holds no program`,
    )
  if (system === 'darwin' && machine === 'aarch64' && !facts.isSigned)
    what.push('it has no signature, and macOS ends an arm64 program without one')
  return what.map((each) => ({ reason: 'binary-wrong', what: `${each} (target ${target})` }))
}
