import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runGit } from '../run-git.ts'

/** How many lines count, and how many of them the tests run. */
export interface Counted {
  readonly covered: number
  readonly total: number
}

interface AddedLine {
  readonly path: string
  readonly line: number
  readonly text: string
}

/** Returns the lines that the checked-out commit adds to a base, as git shows them. */
export async function addedLines(folder: string, base: string): Promise<readonly AddedLine[]> {
  const printed = await runGit(folder, 'diff', '--unified=0', '--no-renames', base, 'HEAD')
  const added: AddedLine[] = []
  let path = ''
  let line = 0
  for (const text of printed.split('\n')) {
    if (text.startsWith('+++ b/')) path = text.slice('+++ b/'.length)
    else if (text.startsWith('@@')) line = Number(/\+(\d+)/.exec(text)?.[1])
    else if (text.startsWith('+') && !text.startsWith('+++')) {
      added.push({ path, line, text: text.slice(1).trim() })
      line += 1
    }
  }
  return added
}

/** Returns the added lines of code: those of the sources that are neither blank nor a comment. */
export async function addedCode(folder: string, base: string): Promise<readonly AddedLine[]> {
  return (await addedLines(folder, base)).filter(
    ({ path, text }) =>
      path.startsWith('src/') && !path.includes('.test.') && text !== '' && !text.startsWith('//'),
  )
}

/** Counts the added lines of code of which the reports say how often they ran. */
export async function countLines(folder: string, base: string, reports: readonly string[]): Promise<Counted> {
  const counts = new Map<string, number>()
  for (const report of reports) {
    let path = ''
    for (const text of (await readFile(join(folder, report), 'utf8')).split('\n')) {
      if (text.startsWith('SF:')) path = text.slice('SF:'.length)
      const [, line, count] = /^DA:(\d+),(\d+)$/.exec(text) ?? []
      if (line !== undefined) {
        const place = `${path}:${line}`
        counts.set(place, (counts.get(place) ?? 0) + Number(count))
      }
    }
  }
  const known = (await addedCode(folder, base)).flatMap(
    ({ path, line }) => counts.get(`${path}:${line}`) ?? [],
  )
  return { covered: known.filter((count) => count > 0).length, total: known.length }
}
