import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../actions.ts'
import { run } from '../shell.ts'
import { median } from './median.ts'
import { recordPaths, writeTracefile } from './tracefile.ts'

const turns = 5

/** What one process used to read the tracefile. */
interface Usage {
  readonly ms: number
  readonly megabytes: number
}

/** The ways to read, and how many times each is measured: the parsers take long, and do not vary as much. */
const readers: Readonly<Record<string, number>> = {
  read: turns,
  changed: turns,
  totals: turns,
  '@friedemannsommer/lcov-parser': 1,
  'lcov-parse': 1,
}

const names: Readonly<Record<string, string>> = {
  read: 'bare read',
  changed: 'ours, changed files only',
  totals: 'ours, with full totals',
}

/**
 * Measures the processor time and the peak memory that reading a generated tracefile of 300 MB takes, next to a bare
 * read of the file and other parsers: one process for each, alternating. Returns the rows, and a note if diff-cover
 * cannot be installed.
 */
export async function measureLcov() {
  const folder = await mkdtemp(join(tmpdir(), 'bench-lcov-'))
  try {
    const tracefile = join(folder, 'lcov.info')
    const paths = join(folder, 'paths.txt')
    await Promise.all([writeTracefile(tracefile), writeFile(paths, recordPaths.join('\n'))])
    const megabytes = (await stat(tracefile)).size / 1e6
    const usages = new Map<string, Usage[]>()
    for (let turn = 0; turn < turns; turn += 1)
      for (const [reader, times] of Object.entries(readers))
        if (turn < times) {
          const usage = await measureReader(reader, tracefile, paths)
          usages.set(reader, [...(usages.get(reader) ?? []), usage])
        }
    const diffCover = await measureDiffCover(folder, tracefile)
    if (diffCover) usages.set('diff-cover 11.0.1', [diffCover])
    const medians = new Map(
      [...usages].map(([reader, all]) => [
        reader,
        { ms: median(all.map(({ ms }) => ms)), memory: Math.max(...all.map((each) => each.megabytes)) },
      ]),
    )
    const bare = medians.get('read')?.ms ?? Number.NaN
    const fastest = Math.min(
      ...['@friedemannsommer/lcov-parser', 'lcov-parse'].map((name) => medians.get(name)?.ms ?? Number.NaN),
    )
    const rows = [...medians].map(([reader, { ms, memory }]) => ({
      reader: names[reader] ?? reader,
      'ms of processor time': Math.round(ms),
      'MB a second': Math.round((megabytes / ms) * 1_000),
      'times the bare read': (ms / bare).toFixed(1),
      'times faster than the parsers': (fastest / ms).toFixed(1),
      'peak MB': Math.round(memory),
    }))
    return {
      megabytes,
      rows,
      note: diffCover ? undefined : 'diff-cover was not measured: PyPI cannot be reached.',
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measureReader(reader: string, tracefile: string, paths: string): Promise<Usage> {
  const script = join(root, 'scripts/bench/lcov-reader.mjs')
  // The parsers need more than the usual heap.
  const heap = '--max-old-space-size=8192'
  return JSON.parse(await run(process.execPath, [heap, script, reader, tracefile, paths], { quiet: true }))
}

/** Returns what diff-cover uses; undefined if it cannot be installed. */
async function measureDiffCover(folder: string, tracefile: string): Promise<Usage | undefined> {
  const environment = join(folder, 'python')
  const python = join(environment, 'bin/python')
  try {
    await run('python3', ['-m', 'venv', environment], { quiet: true })
    await run(python, ['-m', 'pip', 'install', '--quiet', 'diff-cover==11.0.1'], { quiet: true })
  } catch {
    return undefined
  }
  return JSON.parse(
    await run(python, [join(root, 'scripts/bench/diff-cover.py'), tracefile], { quiet: true }),
  )
}
