import { resolve } from 'node:path'
import { UsageError } from '@suite/errors'
import type { Run } from '@suite/runner'
import type { Origin } from './attestations/origin.ts'
import { type CheckedFiles, gatherFiles } from './gather-files.ts'
import { bodyOf, generateNotes, joinNotes, readNotes } from './gather-notes.ts'
import type { Inputs } from './inputs.ts'
import type { Place } from './notes/section.ts'
import type { Ports } from './ports.ts'
import { requireFeatures, requireInputs, requireSameRelease } from './preflight.ts'
import { reasons } from './reasons.ts'
import type { Wanted } from './wanted.ts'

/** What is to be published, and where. */
export interface Gathered {
  readonly wanted: Wanted
  readonly checked: CheckedFiles
  readonly place: Place
  /** What a reader should know about how this was found. */
  readonly story: readonly string[]
}

/**
 * Checks inputs and files before the first request, and then what the forge knows about the commit.
 * @throws UsageError for inputs, files or notes that cannot be published; OutsideError of the forge
 */
export async function gather(
  { inputs, environment }: Pick<Run<Inputs>, 'inputs' | 'environment'>,
  ports: Ports,
): Promise<Gathered> {
  const { releases } = ports
  requireInputs(inputs)
  requireFeatures(inputs, releases)
  const workspace = resolve(environment.workspace)
  const { owner, name } = environment.repository
  const origin = { repository: `${environment.serverUrl}/${owner}/${name}`, commit: inputs.ref }
  const checked = await gatherFiles(ports.files, workspace, inputs, origin)
  requireSameRelease(inputs, checked.manifest)
  const place = { tag: inputs.tag, repository: `${owner}/${name}` }
  const given = await readNotes(ports.files, workspace, inputs['notes-path'])
  bodyOf(checked, place, inputs.ref, given?.text ?? '')

  await requireReleasable(ports, inputs)
  const generated = inputs['generate-notes'] ? await generateNotes(ports, inputs) : undefined
  const notes = joinNotes(given, generated)
  return {
    wanted: {
      ...wantedOf(inputs, checked, releases.can.latest),
      ...origin,
      body: bodyOf(checked, place, inputs.ref, notes.text),
    },
    checked,
    place,
    story: notes.story,
  }
}

/** @throws UsageError `commit-not-on-default-branch`, `immutability-off` */
async function requireReleasable({ ancestry, releases }: Ports, { ref, immutable }: Inputs): Promise<void> {
  const { name, commit } = await ancestry.headOfDefaultBranch()
  if (!(await ancestry.isAncestor(ref, commit)))
    throw new UsageError(
      reasons['commit-not-on-default-branch'],
      `the commit ${ref} is not on the default branch ${name}, which is at ${commit}`,
    )
  if (immutable === 'require' && (await releases.immutableSetting()) === false)
    throw new UsageError(
      reasons['immutability-off'],
      'input immutable is require, and new releases of this repository do not become immutable',
    )
}

function wantedOf(
  inputs: Inputs,
  checked: CheckedFiles,
  canChoose: boolean,
): Omit<Wanted, keyof Origin | 'body'> {
  const { tag, prerelease } = inputs
  const usual = prerelease && canChoose ? 'false' : 'legacy'
  return {
    tag,
    manifest: checked.manifestSum,
    title: tag,
    files: checked.files,
    bundle: checked.bundle,
    isPrerelease: prerelease,
    makeLatest: inputs['make-latest'] ?? usual,
    annotatedTag: inputs['annotated-tag'],
    existing: inputs.existing,
  }
}
