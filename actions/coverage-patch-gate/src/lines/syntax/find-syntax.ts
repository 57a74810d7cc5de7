import { cLike } from './c-like.ts'
import { others } from './others.ts'
import type { Syntax } from './syntax.ts'

const script: Syntax = { lexer: 'script', layout: 'script', trailingCommas: 'anywhere' }
const withElements: Syntax = { ...script, elements: true }
const markup: Syntax = { lexer: 'markup', layout: 'exact' }

const table = new Map(
  Object.entries({
    'ts mts cts': script,
    'js mjs cjs jsx tsx': withElements,
    'html htm vue svelte': markup,
    ...cLike,
    ...others,
  }).flatMap(([names, syntax]) => names.split(' ').map((name) => [name, syntax] as const)),
)

/** Files whose name says more than its ending. */
const byName: Readonly<Record<string, string>> = { rakefile: 'rb', gemfile: 'rb', vagrantfile: 'rb' }

/** Programs that a first line such as `#!/usr/bin/env node` names. */
const byProgram: readonly (readonly [RegExp, string])[] = [
  [/\b(?:node|bun)\b/, 'js'],
  [/\bdeno\b/, 'ts'],
  [/\bpython[\d.]*\b/, 'py'],
  [/\bruby\b/, 'rb'],
  [/\bperl\b/, 'pl'],
  [/\b(?:ba|z|k|da)?sh\b/, 'sh'],
]

/**
 * Returns how a file is read, by the ending of its name, or by its first line if the name has no ending; undefined if
 * the language is not known.
 */
export function findSyntax(path: string, firstLine: string | undefined): Syntax | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  const dot = name.lastIndexOf('.')
  if (dot > 0) return table.get(name.slice(dot + 1))
  const known = byName[name]
  if (known !== undefined) return table.get(known)
  if (!firstLine?.startsWith('#!')) return undefined
  const program = byProgram.find(([pattern]) => pattern.test(firstLine.slice(0, 200)))
  return program && table.get(program[1])
}
