/** Every folder above some paths, without the root, each once. */
export function foldersOf(paths: readonly string[]): string[] {
  const folders = new Set<string>()
  for (const path of paths)
    for (let folder = folderOf(path); folder !== '' && !folders.has(folder); folder = folderOf(folder))
      folders.add(folder)
  return [...folders]
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

/**
 * The folders that a folder may have become, by where its files went. As git does it: what the two paths of a moved
 * file have in common at their ends is taken off, folder by folder.
 *
 * @param gone paths, of which those in the folder are looked at
 * @returns the root as the empty text
 */
export function targetsOfFolder(
  folder: string,
  gone: Iterable<string>,
  destinations: (path: string) => readonly string[],
): string[] {
  const targets = new Set<string>()
  const seen = new Map<readonly string[], Set<string>>()
  for (const path of gone) {
    if (!path.startsWith(`${folder}/`)) continue
    const within = folderOf(path).slice(folder.length)
    const places = destinations(path)
    const known = seen.get(places) ?? new Set()
    if (known.has(within)) continue
    seen.set(places, known.add(within))
    for (const place of places) {
      const into = `/${folderOf(place)}`
      if (into.endsWith(within)) targets.add(into.slice(1, into.length - within.length))
    }
  }
  return [...targets]
}
