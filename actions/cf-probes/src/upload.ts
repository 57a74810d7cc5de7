import { resolve } from 'node:path'
import type { Deadline } from '@suite/http'
import { applied, type Run } from '@suite/runner'
import { uploadArtifact, whyUnavailable } from '@suite/runner/artifacts'
import type { Inputs } from './inputs.ts'

/** How an upload ended. */
export type Upload =
  | { readonly kind: 'uploaded'; readonly id: string }
  | { readonly kind: 'unavailable'; readonly why: string }

/**
 * Uploads files of a folder as an artifact of this run.
 * @throws OutsideError, UsageError `artifact-not-uploaded`
 */
export async function uploadProofs(
  { environment, log, signal, writes }: Run<Inputs>,
  {
    name,
    folder,
    files,
  }: { readonly name: string; readonly folder: string; readonly files: readonly string[] },
  deadline: Deadline,
  redact: (text: string) => string,
): Promise<Upload> {
  // Checked before the write, so that no write is recorded.
  const why = whyUnavailable(environment.variables)
  if (why !== undefined) return { kind: 'unavailable', why }
  const { result: uploaded } = await writes.perform(`the artifact ${name}`, async () =>
    applied(
      await uploadArtifact({
        name,
        folder: resolve(folder),
        files,
        environment: environment.variables,
        redact,
        deadline,
        signal,
        onWaiting: (line) => log.line(line),
      }),
    ),
  )
  if (uploaded === undefined) throw new Error('an upload that was not carried out')
  return uploaded.kind === 'uploaded' ? { kind: 'uploaded', id: String(uploaded.id) } : uploaded
}
