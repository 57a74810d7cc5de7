import { join } from 'node:path'
import { commonReasons, OutsideError } from '@suite/errors'
import { runProgram } from '@suite/program'
import type { Deno } from './deno.ts'
import { denoEnvironment, type EnvironmentTerms } from './environment.ts'
import { failureOf } from './failures.ts'
import type { FoundDeno } from './find-deno.ts'
import { argumentsFor, type CompileOrder, readingArguments } from './program-arguments.ts'

export interface DenoTerms {
  readonly found: FoundDeno
  readonly environment: EnvironmentTerms
  /** The absolute path of the folder in which the commit is laid out. */
  readonly folder: string
  readonly order: CompileOrder
  /** Milliseconds that are left of the run. */
  readonly timeLeft: () => number
  readonly signal: AbortSignal
  readonly redact: (text: string) => string
}

/** The answer of `deno info` about a large program. */
const mostBytes = 256 * 1024 * 1024

/** Returns deno for one project. Only the steps that download reach the network. */
export function openDeno(terms: DenoTerms): Deno {
  const { found, order, folder, redact } = terms
  const { project } = order
  const call = async (what: string, args: readonly string[], { network }: { readonly network: boolean }) => {
    const ended = await runProgram({
      file: found.program,
      args,
      cwd: join(folder, project.workingDirectory),
      environment: denoEnvironment(terms.environment, { network }),
      timeout: terms.timeLeft(),
      signal: terms.signal,
      mostBytes,
    })
    if (ended.exitCode !== 0 || ended.stopped !== undefined)
      throw failureOf({ what, ended, folder, lock: project.lock, redact })
    return ended
  }
  return {
    ...found,
    async install() {
      await call('deno install', readingArguments(order, 'install'), { network: true })
    },
    async check() {
      await call('deno check', readingArguments(order, 'check'), { network: true })
    },
    async info() {
      const { stdout, cut } = await call('deno info', readingArguments(order, 'info'), { network: true })
      try {
        if (!cut) return JSON.parse(stdout.toString('utf8'))
      } catch {}
      throw new OutsideError(commonReasons['outside-failed'], 'deno info --json printed no JSON')
    },
    async compile({ target, output }) {
      await call(`deno compile for ${target}`, argumentsFor(order, target, output), { network: false })
    },
  }
}
