import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, 'samples')

/** Returns a report as its tool wrote it. */
export function readSample(path: string): string {
  return readFileSync(join(folder, path), 'utf8')
}

/**
 * Returns the files that a tool measured, by path. On disk their names end in `.txt`, so that no tool of this
 * repository takes them for its own.
 */
export function readSampleRepository(sample: string): Record<string, string> {
  const cwd = join(folder, sample, 'repository')
  return Object.fromEntries(
    globSync('**/*.txt', { cwd }).map((path) => [
      path.replaceAll('\\', '/').replace(/\.txt$/, ''),
      readFileSync(join(cwd, path), 'utf8'),
    ]),
  )
}
