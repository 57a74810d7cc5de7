import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AlteredPrograms, alterPrograms } from '../core/altered-program.ts'
import type { RunChanges, World } from './scenario.ts'

/** The programs of a world, with others in front of them. */
export interface ProgramsOfWorld extends AlteredPrograms {
  readonly changes: Pick<RunChanges, 'programs'>
  /** How often each was started. */
  counts(): Promise<Readonly<Record<string, number>>>
  /** The arguments of every start, as text. */
  argumentsOf(): Promise<string>
}

/** Puts programs in front of those of a world while the work lasts; undefined if the world has none. */
export async function withPrograms<Result>(
  { programs = [] }: World,
  work: (programs: ProgramsOfWorld | undefined) => Promise<Result>,
): Promise<Result> {
  if (programs.length === 0) return work(undefined)
  const folder = await mkdtemp(join(tmpdir(), 'sweep-programs-'))
  const altered = await alterPrograms(folder, programs)
  try {
    const all = () =>
      Promise.all(programs.map(async ({ name }) => [name, await altered.startsOf(name)] as const))
    return await work({
      ...altered,
      changes: { programs: altered.folder },
      counts: async () =>
        Object.fromEntries((await all()).map(([name, starts]) => [name, starts.length] as const)),
      argumentsOf: async () =>
        (await all()).flatMap(([name, starts]) => starts.map((each) => [name, ...each].join(' '))).join('\n'),
    })
  } finally {
    await altered.endHanging()
    // A program of a run that was killed may still note its start.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
