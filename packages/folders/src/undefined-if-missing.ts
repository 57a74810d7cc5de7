/** What the system says of a path at which there is nothing, and of one at which nothing can be. */
const missing = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'])

/**
 * Returns undefined for the error of a read that found nothing at its path.
 * @throws any other error, such as that of a file that may not be read
 */
export function undefinedIfMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && missing.has(String(error.code))) return undefined
  throw error
}
