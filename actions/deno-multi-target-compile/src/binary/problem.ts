/** Why a binary could not be read as one that deno made. */
export interface BinaryProblem {
  readonly what: string
}

/** Ends the reading of a binary that is not what it claims to be. It never leaves this folder. */
export class Malformed extends Error {
  override readonly name = 'Malformed'
}

export function isBinaryProblem(value: object): value is BinaryProblem {
  return 'what' in value
}

/** Returns what `read` returns, or the problem that ended it. */
export function readOrProblem<Value extends object>(read: () => Value): Value | BinaryProblem {
  try {
    return read()
  } catch (error) {
    if (error instanceof Malformed) return { what: error.message }
    throw error
  }
}
