import type { FoundReport } from '../src/tracefiles/find.ts'
import type { Coverage } from '../src/tracefiles/line-states.ts'
import { readReports } from '../src/tracefiles/read-reports.ts'

/** A checkout in which reports are read, without a disk. */
export interface Checkout {
  readonly tracked: readonly string[]
  /** All tracked files if undefined. */
  readonly changed?: readonly string[]
  readonly folder?: string
  readonly pathMap?: Readonly<Record<string, string>>
  readonly totals?: boolean
  /** Of the pieces in which a report arrives. */
  readonly pieceSize?: number
}

export const checkoutRoot = '/home/runner/work/shop/shop'

/** Reads reports as the action does. Each piece overwrites the one before, as it does on disk. */
export function readTexts(
  texts: Readonly<Record<string, string | Uint8Array>>,
  { tracked, changed = tracked, folder, pathMap = {}, totals = true, pieceSize = 65_536 }: Checkout,
): Promise<Coverage> {
  const contents = new Map(
    Object.entries(texts).map(([path, text]) => [path, typeof text === 'string' ? Buffer.from(text) : text]),
  )
  const reports: FoundReport[] = [...contents].map(([path, bytes]) => ({
    path,
    shown: path,
    bytes: bytes.length,
    folder,
    glob: path,
  }))
  async function* read(path: string) {
    const bytes = contents.get(path) ?? new Uint8Array(0)
    const buffer = new Uint8Array(pieceSize)
    for (let at = 0; at < bytes.length; at += pieceSize) {
      const piece = bytes.subarray(at, at + pieceSize)
      buffer.set(piece)
      yield buffer.subarray(0, piece.length)
    }
  }
  return readReports({ read }, reports, {
    roots: [checkoutRoot],
    tracked,
    changed: new Set(changed),
    pathMap: new Map(Object.entries(pathMap)),
    totals,
  })
}

/** Returns the counts of a file by line. */
export function countsOf({ files }: Coverage, path: string): Record<number, number> {
  const file = files.get(path)
  const counts: Record<number, number> = {}
  // A hostile report may name a very high line; the tables of the tests do not.
  for (let line = 1; line <= Math.min(file?.last ?? 0, 5_000); line += 1) {
    const count = file?.count(line)
    if (count !== undefined) counts[line] = count
  }
  return counts
}

/** Returns the lines of a file with a branch that was never taken. */
export function untakenOf({ files }: Coverage, path: string): readonly number[] {
  const file = files.get(path)
  return Array.from({ length: 100 }, (_, line) => line).filter((line) => file?.untaken(line))
}
