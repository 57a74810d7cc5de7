import type { GrowthShape } from './growth-shape.ts'

/** A parser that reads what others wrote, with what must hold for every input. */
export interface FuzzTarget<Value = unknown> {
  /** In kebab-case; also the name of its file and of the folder with its kept inputs. */
  readonly name: string
  /** Inputs that the parser reads. Together they have every form that it knows. */
  readonly corpus: readonly Uint8Array[]
  /** Pieces of text that mean something to the parser. */
  readonly dictionary: readonly string[]
  /**
   * Reads an input as the action does. It returns undefined if the parser says, as a value, that it cannot read it.
   * It throws UsageError or OutsideError if the parser refuses the input. Anything else is a crash.
   */
  readonly read: (input: Uint8Array) => Value | undefined | Promise<Value | undefined>
  /**
   * Returns why an input should not have been read as this value; undefined if the value is right. It compares the
   * value with something simpler than the parser.
   */
  readonly judge: (input: Uint8Array, value: Value) => string | undefined | Promise<string | undefined>
  /** Shapes that would take long in a parser with a known weakness. Others are made from the corpus. */
  readonly growth?: readonly GrowthShape[]
  /** The maximum size of an input whose time is measured. By default 1 MiB; less if the parser refuses longer ones. */
  readonly largest?: number
}

/** Returns the target, whose parts agree about the type of the value. */
export function defineTarget<Value>(target: FuzzTarget<Value>): FuzzTarget {
  return target as unknown as FuzzTarget
}
