import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { fuzzAll } from '../scripts/fuzz/fuzz-all.ts'
import type { TargetPlace } from '../scripts/fuzz/targets.ts'

/** Far more than the fault needs: the run ends with it. */
const share = 100_000
/** Measures a growing input first. */
const seed = 6

async function fuzzOne(name: string): Promise<{ findings: number; said: string; kept: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'fuzz-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const place: TargetPlace = { name, file: `test/fixtures/fuzz/${name}.ts`, keptIn: join(folder, name) }
  const lines: string[] = []
  const fuzzed = await fuzzAll([place], { share, seed }, (line) => lines.push(line))
  const findings = fuzzed.filter(({ hasFault }) => hasFault).length
  return { findings, said: lines.join('\n'), kept: await readdir(place.keptIn) }
}

test.each([
  ['crashes', 'crash'],
  ['slows-down', 'time'],
  ['reads-rubbish', 'falsely-read'],
  ['takes-all-memory', 'memory'],
])('the fuzz fails for a parser that %s, and keeps what shows it', async (name, kind) => {
  const { findings, said, kept } = await fuzzOne(name)
  expect(findings).toBe(1)
  expect(said).toContain(`FAIL  ${name}: ${kind}: `)
  expect(kept).toEqual([expect.stringMatching(`^${kind}-`)])
})
