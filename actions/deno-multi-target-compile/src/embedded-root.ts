/**
 * Returns the folder that deno put into a binary: the one that holds all its files.
 * @param entrypoint what the binary starts with, as deno wrote it: a relative address
 * @param path the absolute path of the file that the program should start with
 * @returns undefined if the binary starts with another file
 */
export function embeddedRoot(entrypoint: string, path: string): string | undefined {
  const inside = decoded(entrypoint).replace(/^\.\//, '')
  return inside !== '' && path.endsWith(`/${inside}`) ? path.slice(0, -inside.length - 1) : undefined
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
