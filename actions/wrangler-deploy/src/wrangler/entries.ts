import * as z from 'zod/mini'

const maybeText = z.nullish(z.string())

/** A line of the file that wrangler writes for machines, as far as it can be relied on. */
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

/** What wrangler says that it did. What is deployed, only the platform knows. */
export interface Claims {
  /** The version that it says it uploaded: none in a dry run, and none where it gave up. */
  readonly versionId: string | undefined
  readonly worker: string | undefined
  /** Its own word for a failure. */
  readonly failure: string | undefined
}

/** Reads the lines of wrangler's output file; lines of another kind or shape say nothing. Pure. */
export function readClaims(text: string): Claims {
  const entries = text.split('\n').flatMap((line) => {
    const read = z.safeParse(entry, parse(line))
    return read.success ? [read.data] : []
  })
  const uploads = entries.flatMap((each) => (each.type === 'command-failed' ? [] : [each]))
  const failures = entries.flatMap((each) => (each.type === 'command-failed' ? [each] : []))
  const upload = uploads.findLast(({ version_id }) => version_id)
  const failure = failures.at(-1)
  return {
    versionId: upload?.version_id ?? undefined,
    worker: upload?.worker_name ?? undefined,
    failure: failure && tellFailure(failure),
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** In one line: the whole is in the log. */
function tellFailure({
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
