import type { Location } from '@suite/errors'

/** A configuration file that is not validated yet. */
export interface ConfigSource {
  /** The path as the user knows it; messages put it before each line number. */
  readonly path: string
  readonly text: string
  /**
   * The ref that the file was read from; undefined if it was read from the work tree. Messages name it, because
   * correcting another copy of the file has no effect.
   */
  readonly ref?: string
}

/** Returns what to do about an invalid file. */
export function correctionOf({ path, ref }: Pick<ConfigSource, 'path' | 'ref'>): string {
  return ref === undefined ? `Correct ${path}.` : `Correct ${path} at ${ref}: it is read from there.`
}

/** The value of a file, and where each part of it is in the text. */
export interface ConfigFile<Value> {
  readonly path: string
  readonly value: Value
  /** Returns where the value (or its key) is that a path of keys and indexes leads to, such as `['a', 0, 'b']`. */
  locate(path: readonly PropertyKey[], part?: 'key' | 'value'): Location
}
