import type { ConfigFile } from '@suite/config-file'
import type { Problem } from '@suite/errors'
import type { CompileRegExp } from '@suite/matchers'

/** A probe file that is being read, with the problems found so far. */
export interface Reader {
  readonly file: Pick<ConfigFile<unknown>, 'locate'>
  readonly problems: Problem[]
  /** The values of the variables that the file may use, by name. */
  readonly secrets: ReadonlyMap<string, string>
  /** Undefined if the file has no pattern. */
  readonly compile: CompileRegExp | undefined
}
