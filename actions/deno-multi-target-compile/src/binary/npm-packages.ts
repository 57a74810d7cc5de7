import { readerOf, utf8 } from './bytes.ts'
import type { DataSection } from './data-section.ts'
import { knownDeno, Malformed } from './problem.ts'

/** Returns the npm packages in a binary, such as `chalk@5.6.2`. */
export function readNpmPackages({ npmPackages }: Pick<DataSection, 'npmPackages'>): readonly string[] {
  if (npmPackages.length === 0) return []
  const reader = readerOf(npmPackages, 'the list of npm packages in the binary')
  const text = () => utf8(reader.take(reader.u32()), 'the name of an npm package in the binary')
  const names: string[] = []
  for (let left = reader.u32(); left > 0; left--) names.push(text())
  const skipReferences = () => {
    for (let left = reader.u32(); left > 0; left--) {
      const request = text()
      if (reader.u32() >= names.length)
        throw new Malformed(`the binary lists the npm package ${request} without its version`)
    }
  }
  skipReferences()
  for (const _ of names) skipReferences()
  if (reader.left() > 0 || new Set(names).size !== names.length)
    throw new Malformed(
      'the list of npm packages in the binary is not of the form that deno 2.9.6 writes',
      knownDeno,
    )
  return names
}
