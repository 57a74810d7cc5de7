/** Why a binary could not be read as one that deno made. */
export interface BinaryProblem {
  readonly what: string
  /** Undefined if the fix of the reason says it all. */
  readonly fix?: string | undefined
}

/** The fix of what is written in a form that another deno may write, whichever archive or program it came from. */
export const knownDeno =
  'Compile with deno 2.9.6, whose binaries this version of the action reads, or use a version of the action that knows your deno.'

/** Ends the reading of a binary that is not what it claims to be. It never leaves this folder. */
export class Malformed extends Error {
  override readonly name = 'Malformed'
  readonly fix: string | undefined

  constructor(message: string, fix?: string) {
    super(message)
    this.fix = fix
  }
}

export function isBinaryProblem(value: object): value is BinaryProblem {
  return 'what' in value
}

/** Returns what `read` returns, or the problem that ended it. */
export function readOrProblem<Value extends object>(read: () => Value): Value | BinaryProblem {
  try {
    return read()
  } catch (error) {
    if (error instanceof Malformed)
      return { what: error.message, ...(error.fix !== undefined && { fix: error.fix }) }
    throw error
  }
}
