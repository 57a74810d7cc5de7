import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalize } from './canonicalize.ts'
import { type Finding, makeEvidence } from './evidence.ts'
import { writeEvidence } from './write-evidence.ts'

/** What a run found, without what `keepFinding` adds. */
export type FoundByRun = Pick<Finding, 'verdict' | 'reason' | 'subject' | 'observed'> & {
  readonly circumstances: Readonly<Record<string, number>>
}

/** The facts about the run that evidence contains. */
export interface RunThatFound {
  readonly tool: Finding['tool']
  readonly redact: (text: string) => string
  readonly now: () => Date
  readonly environment: {
    readonly sha: string
    readonly serverUrl: string
    readonly repository: { readonly owner: string; readonly name: string }
    readonly variables: Readonly<Record<string, string | undefined>>
  }
}

/**
 * Writes what a run found into a folder of its own in RUNNER_TEMP, from which a later step can upload it. Each
 * subject has one folder, so that a step that runs twice leaves one finding.
 *
 * @throws UsageError `proof-dir-unusable`, `secret-in-evidence`; OutsideError `evidence-not-written`
 */
export async function keepFinding(
  { tool, redact, now, environment }: RunThatFound,
  { circumstances, ...found }: FoundByRun,
): Promise<{ readonly path: string; readonly digest: string }> {
  const { variables, sha, repository, serverUrl } = environment
  const evidence = makeEvidence({
    kind: tool.name,
    ...found,
    circumstances: {
      ...circumstances,
      finishedAt: now().toISOString(),
      commit: sha,
      repository: `${serverUrl}/${repository.owner}/${repository.name}`,
      run: variables.GITHUB_RUN_ID ?? '',
    },
    tool: { ...tool },
  })
  const about = createHash('sha256').update(canonicalize(found.subject)).digest('hex').slice(0, 12)
  const folder = join(variables.RUNNER_TEMP || tmpdir(), `${tool.name}-${about}`)
  return writeEvidence({ folder, evidence, proofsOf: () => new Map(), redact })
}
