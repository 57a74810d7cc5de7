import { readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { codeLines } from './code-lines.ts'

const root = join(import.meta.dirname, '../../../..')

// The TypeScript that the architecture check uses has a parser that is written in JavaScript.
const ts = createRequire(realpathSync(join(root, 'node_modules/dependency-cruiser/package.json')))(
  'typescript',
)

interface Node {
  readonly kind: number
  readonly end: number
  readonly getStart: (file: Node) => number
  readonly getChildren: (file: Node) => readonly Node[]
  readonly getLineAndCharacterOfPosition: (at: number) => { readonly line: number }
}

/** The lines on which a token stands that is more than a bracket, according to TypeScript's own parser. */
function linesWithTokens(path: string, text: string): ReadonlySet<number> {
  const file: Node = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found = new Set<number>()
  const visit = (node: Node) => {
    const children = node.getChildren(file)
    if (children.length > 0)
      return children.filter((child) => child.kind < firstComment || child.kind > lastComment).forEach(visit)
    const token = text.slice(node.getStart(file), node.end)
    const start = file.getLineAndCharacterOfPosition(node.getStart(file)).line
    token.split('\n').forEach((part, index) => {
      if (/[^\s(){}[\];,:]/.test(part)) found.add(start + index)
    })
  }
  visit(file)
  return found
}

const firstComment: number = ts.SyntaxKind.FirstJSDocNode
const lastComment: number = ts.SyntaxKind.LastJSDocNode

/** The sources of this repository, and programs of others that it uses. */
function samples(): string[] {
  const sources = new Set<string>(
    ts.sys.readDirectory(root, ['.ts', '.mjs', '.cjs'], ['**/node_modules', '**/dist', '**/lib'], ['**/*']),
  )
  const others = ['yaml', 'fast-check', 'marked', 'vitest', 'dependency-cruiser', 'knip'].flatMap((name) =>
    ts.sys
      .readDirectory(
        join(root, 'node_modules', name),
        ['.js', '.mjs', '.cjs', '.tsx', '.ts'],
        ['**/node_modules'],
        ['**/*'],
      )
      .slice(0, 60),
  )
  return [...sources, ...others].filter((path) => readFileSync(path).length < 60_000)
}

it('agrees with the parser of TypeScript on which lines of real programs hold code', () => {
  const paths = samples()
  expect(paths.length).toBeGreaterThan(300)
  const differences: string[] = []
  for (const path of paths) {
    const text = readFileSync(path, 'utf8')
    if (text.startsWith('\uFEFF')) continue
    const lines = text.split('\n')
    const expected = linesWithTokens(path, text)
    codeLines(path, lines).forEach((isCode, index) => {
      if (!/^[\s(){}[\];,:<>/]*$/.test(lines[index] ?? '') && isCode !== expected.has(index))
        differences.push(`${path}:${index + 1} ${isCode} ${lines[index]}`.slice(0, 240))
    })
  }
  expect(differences.slice(0, 40)).toEqual([])
})
