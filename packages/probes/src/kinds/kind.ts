import type * as z from 'zod/mini'
import type { Defaults } from '../file/plan.ts'
import type { Reader } from '../file/reader.ts'
import type { Named, Probe } from '../probe.ts'

/** Where a probe is written in a file. */
export interface Entry {
  readonly reader: Reader
  /** Path to the value of the kind, in the file. */
  readonly path: readonly PropertyKey[]
  readonly named: Named
  readonly defaults: Defaults
}

/** A kind of probe, as a probe file knows it. */
export interface Kind {
  /** The key of the probe file. */
  readonly name: string
  /** The form of the value, and its description for editors. */
  readonly schema: z.ZodMiniType
  /** The parts of a value whose placeholders are filled in, such as `actual/body`. Without it there are none. */
  readonly filled?: readonly string[]
  /** Returns the probe that a value of that form describes. What is wrong with it goes to `entry.reader.problems`. */
  read(written: unknown, entry: Entry): Probe
  /** The probe that is added if a file has none of this kind, and the input that asks for it. */
  added?(defaults: Defaults): { readonly probe: Probe; readonly input: string } | undefined
}

/** Declares a kind, so that `read` receives what `schema` accepts. */
export function defineKind<Schema extends z.ZodMiniType>(
  kind: Omit<Kind, 'schema' | 'read'> & {
    readonly schema: Schema
    read(written: z.output<Schema>, entry: Entry): Probe
  },
): Kind {
  return kind
}
