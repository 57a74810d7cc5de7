import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { type Ended, runProgram, type Variables } from '@suite/program'
import { withoutValues } from './confidential.ts'
import { type Claims, readClaims } from './entries.ts'
import { environmentFor, type WranglerTerms } from './environment.ts'
import type { Installed } from './installed.ts'
import { collectUnknownFields } from './unknown-fields.ts'
import { abilitiesOf } from './version.ts'

/** A wrangler that is ready to be called. */
export interface Workshop {
  readonly installed: Installed
  /** Path of the Node that it runs on. */
  readonly node: string
  /** The folder of the Worker. */
  readonly folder: string
  /** The runner's folder for what is gone after the job. */
  readonly temp: string
  readonly variables: Variables
  readonly signal: AbortSignal
  readonly terms: Omit<WranglerTerms, 'folder'>
  /** Values of variables: taken out of all that wrangler says. */
  readonly confidential: readonly string[]
  /** Arguments that every command gets: which configuration, which environment. */
  readonly common: readonly string[]
}

export interface Invocation {
  readonly ended: Ended
  readonly claims: Claims
  /** The end of what it printed, without the values of variables. */
  readonly lines: readonly string[]
  /** Fields of the configuration that it does not know. */
  readonly unknownFields: readonly string[]
}

/** Calls wrangler once, with an output file of its own that is gone afterwards: it holds every argument. */
export async function invoke(
  { installed, node, folder, temp, variables, signal, terms, confidential, common }: Workshop,
  args: readonly string[],
  timeout: number,
): Promise<Invocation> {
  const own = await mkdtemp(join(temp, 'wrangler-'))
  const shut = abilitiesOf(installed.version).takesEnvFile ? ['--env-file', '/dev/null'] : []
  const lines: string[] = []
  const unknown = collectUnknownFields()
  try {
    const ended = await runProgram({
      file: node,
      args: [...installed.nodeArguments, installed.script, ...args, ...common, ...shut],
      cwd: folder,
      environment: environmentFor(variables, { ...terms, folder: own }),
      timeout,
      signal,
      onLine: (line) => {
        const plain = stripVTControlCharacters(line)
        unknown.add(plain)
        if (lines.push(plain) > mostLines) lines.shift()
      },
    })
    const output = await readFile(join(own, 'output.ndjson'), 'utf8').catch(() => '')
    const claims = readClaims(output)
    const failure = claims.failure && withoutValues([claims.failure], confidential).join('')
    return {
      ended,
      claims: { ...claims, failure },
      lines: withoutValues(lines, confidential),
      unknownFields: withoutValues(unknown.found, confidential),
    }
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

/** An error is told at the end. */
const mostLines = 400
