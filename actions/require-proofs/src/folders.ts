/** Returns every folder above some paths, without the root, each once. */
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
 * Returns the folders that a folder may have moved to, by the new paths of its files. As in git, the common end of
 * the old and the new path of a file is removed, folder by folder.
 *
 * @param gone paths; only those in the folder count
 * @returns folders; the root is the empty text
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
