import { openClone } from '@suite/changes/clone'
import type { Deadline } from '@suite/http'
import type { Plan } from './plan.ts'
import type { Source } from './ports.ts'
import { layOutCommit } from './source/lay-out.ts'
import { requireProject } from './source/require-project.ts'

/** Where the commit is, and where it is laid out. */
export interface SourcePlaces {
  readonly workspace: string
  /** The absolute path of the folder that is written. */
  readonly to: string
  readonly signal: AbortSignal
  readonly deadline: Deadline
}

/**
 * Lays out the commit that is checked out, and reads its project.
 * @throws UsageError, OutsideError as its parts
 */
export async function readSource(
  { inputs, permissions }: Plan,
  { workspace, to, signal, deadline }: SourcePlaces,
): Promise<Source> {
  const workingDirectory = inputs['working-directory']
  const include = inputs.include ?? []
  const laidOut = await layOutCommit(openClone(workspace, signal, { deadline }), {
    to,
    include,
    workingDirectory,
  })
  const { entrypoint, config } = inputs
  const given = permissions.args.filter((flag) => flag !== '--no-prompt')
  const project = await requireProject(laidOut, { entrypoint, config, workingDirectory, permissions: given })
  return { laidOut, project }
}
