import { blocks, bullets, code, heading, type Markdown, prose, table, text } from '@suite/report'
import type { BillOfMaterials } from './bill-of-materials.ts'
import type { BinaryFacts } from './binary-facts.ts'
import type { Growth } from './decide.ts'
import { describeProblem, describeProofs } from './describe.ts'
import type { Findings } from './findings.ts'
import type { PlacedProblem } from './problems.ts'

/** The most values in one cell. The manifest has all of them. */
const mostValues = 40

/**
 * Returns the section that a reviewer reads before a release: what is wrong, what the binaries may do and what of it is
 * new, and the binaries themselves.
 */
export function sectionOf(
  findings: Findings,
  problems: readonly PlacedProblem[],
  bill?: BillOfMaterials,
): Markdown {
  const { binaries, proofs } = findings
  return blocks(
    bullets(problems.slice(1).map((problem) => prose(describeProblem(problem, binaries.length)))),
    heading(3, 'What the binaries may do'),
    permissionTable(binaries, proofs?.growth),
    shownTable(binaries),
    heading(3, 'The binaries'),
    binaryTable(binaries),
    bullets(describeProofs(findings, bill).map(prose)),
    `Compiled by deno ${text(findings.denoVersion)} from ${code(findings.commit)}. What they may do was read from their bytes.`,
  )
}

function permissionTable(binaries: readonly BinaryFacts[], growth: Growth | undefined): Markdown {
  const groups = groupsOf(binaries)
  const differ = groups.length > 1
  const rows = groups.flatMap(({ first, names }) =>
    first.rows.map((row) => [
      code(row.permission),
      text(row.allowed),
      text(row.denied),
      row.reason === undefined ? '' : text(row.reason),
      ...(differ ? [names.map(code).join(', ')] : []),
    ]),
  )
  const headers = ['Permission', 'Allowed', 'Denied', 'Why it is broad', ...(differ ? ['In'] : [])]
  const grown =
    growth?.kind === 'compared' && growth.grown.length > 0
      ? blocks(`**New since ${code(growth.tag)}:**`, bullets(growth.grown.map((line) => text(line))))
      : undefined
  return blocks(filledTable(headers, rows), grown)
}

/** Returns the binaries in groups that may do the same. */
function groupsOf(binaries: readonly BinaryFacts[]) {
  const groups = new Map<string, { readonly first: BinaryFacts; readonly names: string[] }>()
  for (const binary of binaries) {
    const key = JSON.stringify(binary.rows)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { first: binary, names: [binary.name] })
    else group.names.push(binary.name)
  }
  return [...groups.values()]
}

function shownTable(binaries: readonly BinaryFacts[]): Markdown {
  const rows = new Map<string, Markdown[]>()
  for (const { shown } of binaries)
    for (const { label, values } of shown)
      if (values.length > 0) rows.set(label, [text(label), listed(values)])
  return rows.size === 0 ? '' : table(['Also in the binaries', 'Which'], [...rows.values()])
}

function binaryTable(binaries: readonly BinaryFacts[]): Markdown {
  return filledTable(
    ['File', 'Target', 'Bytes', 'Oldest glibc', 'SHA-256'],
    binaries.map(({ name, target, size, glibc, sha256 }) => [
      code(name),
      code(target),
      String(size),
      glibc === undefined ? '' : text(glibc),
      code(sha256),
    ]),
  )
}

function listed(values: readonly string[]): Markdown {
  const more = values.length - mostValues
  return `${values.slice(0, mostValues).map(code).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** Returns a table without the columns that no row fills. */
function filledTable(headers: readonly Markdown[], rows: readonly (readonly Markdown[])[]): Markdown {
  const isFilled = headers.map((_, column) => rows.some((row) => row[column] !== ''))
  const filled = (cells: readonly Markdown[]) => cells.filter((_, column) => isFilled[column])
  return table(filled(headers), rows.map(filled))
}
