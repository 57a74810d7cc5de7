import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { type Ended, runProgram } from '@suite/program'
import { makeOwnFolder } from '../own-folder.ts'
import { environmentFor } from './environment.ts'
import { type Claims, readClaims } from './read-claims.ts'
import { redirectGuard } from './redirect-guard.ts'
import { removeValues } from './remove-values.ts'
import type { Toolchain } from './toolchain.ts'
import { collectUnknownFields } from './unknown-fields.ts'
import { abilitiesOf } from './version.ts'

/** How one call of wrangler ended, and what it said. */
export interface Invocation {
  readonly ended: Ended
  readonly claims: Claims
  /** The last lines that it printed, without the values of variables. */
  readonly lines: readonly string[]
  /** Fields of the configuration that it does not know. */
  readonly unknownFields: readonly string[]
}

/**
 * Calls wrangler once. Its output file is deleted afterwards, because it holds every argument.
 * @throws OutsideError `outside-failed` if the program cannot be started
 */
export async function invoke(
  { installed, node, folder, temp, variables, signal, terms, confidential, common, timeLeft }: Toolchain,
  args: readonly string[],
): Promise<Invocation> {
  const own = await makeOwnFolder(join(temp, 'wrangler-'))
  // An empty file of its own instead of /dev/null, which Windows has not got.
  const empty = join(own, 'empty.env')
  const guard = join(own, 'redirect-guard.cjs')
  const noEnvFile = abilitiesOf(installed.version).takesEnvFile ? ['--env-file', empty] : []
  const lines: string[] = []
  const unknown = collectUnknownFields()
  try {
    await Promise.all([writeFile(empty, ''), writeFile(guard, redirectGuard)])
    const ended = await runProgram({
      file: node,
      // wrangler passes the arguments of Node on to the process that does the work, and to no other.
      args: [
        '--require',
        guard,
        ...installed.nodeArguments,
        installed.script,
        ...args,
        ...common,
        ...noEnvFile,
      ],
      cwd: folder,
      environment: environmentFor(variables, { ...terms, folder: own }),
      timeout: timeLeft(),
      signal,
      onLine: (line) => {
        const plain = stripVTControlCharacters(line)
        unknown.add(plain)
        if (lines.push(plain) > mostLines) lines.shift()
      },
    })
    const output = await readFile(join(own, 'output.ndjson'), 'utf8').catch(() => '')
    const claims = readClaims(output)
    const failure = claims.failure && removeValues([claims.failure], confidential).join('')
    return {
      ended,
      claims: { ...claims, failure },
      lines: removeValues(lines, confidential),
      unknownFields: removeValues(unknown.found, confidential),
    }
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

/** Errors are printed last. */
const mostLines = 400
