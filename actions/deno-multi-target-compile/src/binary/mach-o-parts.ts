import type { Bytes } from './bytes.ts'

/** A load command of a Mach-O file: its kind, and where it is. */
export interface Command {
  readonly kind: number
  readonly at: number
  readonly size: number
}

export interface MachSegment {
  readonly name: string
  readonly address: number
  readonly memorySize: number
  readonly offset: number
  readonly fileSize: number
  readonly sections: number
  readonly at: number
}

export interface Signature {
  readonly offset: number
  readonly size: number
}

/** Returns a name of at most 16 bytes. It ends at the first NUL, as for the runtime. */
export function shortName(bytes: Bytes, at: number): string {
  return Buffer.from(bytes.range(at, 16)).toString('latin1').replace(/\0.*/s, '')
}
