import * as z from 'zod/mini'
import { parseJson } from '../parse-json.ts'

const maybeText = z.nullish(z.string())

/** A line of wrangler's output file, with the members that can be relied on. */
const entry = z.union([
  z.object({
    type: z.enum(['deploy', 'version-upload']),
    version: z.literal(1),
    worker_name: maybeText,
    version_id: maybeText,
  }),
  z.object({
    type: z.literal('command-failed'),
    version: z.literal(1),
    code: z.nullish(z.number()),
    message: maybeText,
  }),
])

/** What wrangler says that it did. Only the platform knows what is deployed. */
export interface Claims {
  /** The version that it says it uploaded; undefined in a dry run, and if the upload failed. */
  readonly versionId: string | undefined
  readonly worker: string | undefined
  /** Its own message for a failure. */
  readonly failure: string | undefined
}

/** Returns what the lines of wrangler's output file say. Lines of another type or shape are ignored. */
export function readClaims(text: string): Claims {
  const entries = text.split('\n').flatMap((line) => {
    const read = z.safeParse(entry, parseJson(line))
    return read.success ? [read.data] : []
  })
  const uploads = entries.flatMap((each) => (each.type === 'command-failed' ? [] : [each]))
  const failures = entries.flatMap((each) => (each.type === 'command-failed' ? [each] : []))
  const upload = uploads.findLast(({ version_id }) => version_id)
  const failure = failures.at(-1)
  return {
    versionId: upload?.version_id ?? undefined,
    worker: upload?.worker_name ?? undefined,
    failure: failure && describeFailure(failure),
  }
}

/** Returns a failure in one line. The log has all of it. */
function describeFailure({
  message,
  code,
}: {
  readonly message?: string | null | undefined
  readonly code?: number | null | undefined
}): string {
  const said = (message ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, 300)
  return [said, code === null || code === undefined ? '' : `[code ${code}]`]
    .filter((part) => part !== '')
    .join(' ')
}
