import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { root } from '../actions.ts'
import { run } from '../shell.ts'

/** What long runs measured, by what was measured: files of `test/measured`, from which README.md has its tables. */
export type Measured<Row> = Readonly<Record<string, Row & { readonly commit: string }>>

const folder = 'test/measured'

/** Returns what was measured before; empty if nothing was. */
export function readMeasured<Row>(name: string): Measured<Row> {
  const file = fileOf(name)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** Replaces the rows that were measured again, and keeps the others. The rows are in the order of their names. */
export async function keepMeasured<Row>(
  name: string,
  commit: string,
  rows: Readonly<Record<string, Row>>,
): Promise<void> {
  const measured = Object.entries(rows).map(([of, row]) => [of, { commit, ...row }] as const)
  const all = new Map<string, unknown>([...Object.entries(readMeasured(name)), ...measured])
  const sorted = [...all].sort(([one], [other]) => (one < other ? -1 : 1))
  await mkdir(dirname(fileOf(name)), { recursive: true })
  await writeFile(fileOf(name), `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`)
}

/**
 * Returns the commit that is measured, in twelve digits.
 * @throws Error if the files differ from it: another checkout of the commit could not repeat the run
 */
export async function commitToMeasure(): Promise<string> {
  const changed = await run('git', ['status', '--porcelain', '--', '.', `:!${folder}`, ':!README.md'], {
    quiet: true,
  })
  if (changed.trim() !== '')
    throw new Error(`--keep names the commit that was measured, and these files differ from it:\n${changed}`)
  return (await run('git', ['rev-parse', '--short=12', 'HEAD'], { quiet: true })).trim()
}

function fileOf(name: string): string {
  return join(root, folder, `${name}.json`)
}
