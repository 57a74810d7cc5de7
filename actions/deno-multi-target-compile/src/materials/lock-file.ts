import { UsageError } from '@suite/errors'
import { visible } from '@suite/report'
import * as z from 'zod/mini'
import { strictJson } from '../binary/json.ts'
import { isBinaryProblem, readOrProblem } from '../binary/problem.ts'
import { materialsReasons } from './reasons.ts'

/** What a lock file knows about what is imported. */
export interface LockedHashes {
  /** By `name@version`, which a list of peers may follow: the integrity as npm writes it, and an unusual address. */
  readonly npm: ReadonlyMap<
    string,
    { readonly integrity?: string | undefined; readonly tarball?: string | undefined }
  >
  /** By `@scope/name@version`: SHA-256 of the list of its files. */
  readonly jsr: ReadonlyMap<string, string>
  /** By URL: SHA-256 of the module. */
  readonly remote: ReadonlyMap<string, string>
}

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const shape = z.looseObject({
  version: z.enum(['4', '5']),
  npm: z.optional(
    z.record(
      z.string(),
      z.looseObject({ integrity: z.optional(z.string()), tarball: z.optional(z.string()) }),
    ),
  ),
  jsr: z.optional(z.record(z.string(), z.looseObject({ integrity: sha256 }))),
  remote: z.optional(z.record(z.string(), sha256)),
})

/** Of a program that imports nothing, which needs no lock file. */
export const nothingLocked: LockedHashes = { npm: new Map(), jsr: new Map(), remote: new Map() }

/**
 * Reads a lock file of version 4 or 5.
 * @param where the file, for the message
 * @throws UsageError `materials-unknown`
 */
export function readLockFile(text: string, where: string): LockedHashes {
  const json = readOrProblem(() => ({ value: strictJson(Buffer.from(text), 'the lock file') }))
  if (isBinaryProblem(json)) throw refusal(where, json.what)
  const read = z.safeParse(shape, json.value)
  if (!read.success) {
    const place = read.error.issues[0]?.path.map(String).join('.') ?? ''
    throw refusal(where, `is not a lock file of version 4 or 5: ${visible(place, 200)}`, read.error)
  }
  const { npm = {}, jsr = {}, remote = {} } = read.data
  return {
    npm: new Map(Object.entries(npm)),
    jsr: new Map(Object.entries(jsr).map(([name, { integrity }]) => [name, integrity])),
    remote: new Map(Object.entries(remote)),
  }
}

function refusal(where: string, what: string, cause?: unknown): UsageError {
  const reason = materialsReasons['materials-unknown']
  return new UsageError(reason, [{ what, at: { file: where } }], reason.fix, { cause })
}
