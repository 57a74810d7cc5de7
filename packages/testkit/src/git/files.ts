/** Returns this many small files, for a commit. */
export function files(count: number, prefix = 'src/file'): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${prefix}-${index}.txt`, `${prefix} ${index}\n`]),
  )
}
