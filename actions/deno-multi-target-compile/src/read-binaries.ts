import { visible } from '@suite/report'
import type { CompileRun } from './action.ts'
import type { BinaryFacts } from './binary-facts.ts'
import type { Built } from './deno/built.ts'
import type { Plan } from './plan.ts'
import type { Compiler } from './ports.ts'

/**
 * Reads the binaries of a build one after the other, so that only one is in memory.
 * @throws Error if the build lacks one, which is our own mistake
 */
export async function readBinaries(
  { log, pause }: Pick<CompileRun, 'log' | 'pause'>,
  compiler: Pick<Compiler, 'readBinary'>,
  plan: Plan,
  { binaries }: Built,
): Promise<readonly BinaryFacts[]> {
  const facts: BinaryFacts[] = []
  for (const named of plan.named) {
    const built = binaries.find(({ target }) => target === named.target)
    if (built === undefined) throw new Error(`the build has nothing for ${named.target}`)
    await pause(`reading ${visible(named.name)}`)
    const read = await compiler.readBinary(named, built.path)
    facts.push(read)
    const end = read.problems.length === 0 ? `SHA-256 ${read.sha256}` : (read.problems[0]?.what ?? '')
    log.line(`read ${named.name}: ${read.size} bytes, ${visible(end)}`)
  }
  return facts
}
