import { parseJsonc } from '@suite/config-file/jsonc'

/** The scripts that check types, in the order in which they are looked for. */
export const typeScripts = ['typecheck', 'type-check', 'check-types', 'tsc'] as const

/**
 * Returns the arguments of the compiler that check what a `tsconfig.json` covers. One that refers to other projects
 * is checked with them: without `--build` the compiler would look at none of their files, and pass. `--force` looks at
 * every file, also if the checkout has a `.tsbuildinfo` that says that nothing changed.
 */
export function compilerArguments(tsconfig: string): readonly string[] {
  const { value } = parseJsonc(tsconfig.replace(/^\uFEFF/, ''))
  return hasReferences(value)
    ? ['--build', '--force', '--noEmit', '--pretty', 'false']
    : ['--noEmit', '--pretty', 'false']
}

function hasReferences(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('references' in value)) return false
  return Array.isArray(value.references) && value.references.length > 0
}
