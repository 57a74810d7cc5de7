/**
 * Returns whether an error says that a write may have been carried out although it failed: it has `ambiguous: true`.
 * Such a write is read back, and not sent again.
 */
export function isAmbiguous(error: unknown): error is Error & { readonly ambiguous: true } {
  return error instanceof Error && 'ambiguous' in error && error.ambiguous === true
}
