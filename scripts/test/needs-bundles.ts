import { globSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'

/** Names that a file imports or exports from, statically or not. */
const imported = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g

/** Where the tests of bundles get them from: no other module knows where they are. */
const sources = ['@suite/testkit/bundle', '@suite/testkit/sweep']

/**
 * Returns those of the test files that start a bundle: each imports one of {@link sources}, itself or through files of this
 * repository that it imports. The bundles must be built before one of them runs, and before no other.
 *
 * @param patterns globs of test files, as vitest has them
 * @param root the repository's root, which the returned paths are relative to
 */
export function testsOfBundles(patterns: readonly string[], root: string): string[] {
  const answers = new Map<string, boolean>()
  return globSync([...patterns], { cwd: root, exclude: ['**/node_modules/**'] })
    .filter((file) => needsBundles(join(root, file), answers))
    .map((file) => file.split(sep).join('/'))
    .sort()
}

function needsBundles(file: string, answers: Map<string, boolean>): boolean {
  const known = answers.get(file)
  if (known !== undefined) return known
  // For a file that imports this one in turn.
  answers.set(file, false)
  const names = [...readText(file).matchAll(imported)].map(([, name = '']) => name)
  const needed = names.some(
    (name) =>
      sources.includes(name) || (name.startsWith('.') && needsBundles(join(dirname(file), name), answers)),
  )
  answers.set(file, needed)
  return needed
}

/** Empty for what is not a file of its own, such as a folder. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
