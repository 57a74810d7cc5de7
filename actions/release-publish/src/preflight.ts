import { commonReasons, type Problem, UsageError } from '@suite/errors'
import type { Releases } from '@suite/forge'
import { releaseReasons } from '@suite/forge/release-reasons'
import type { ReleaseManifest } from '@suite/release-assets'
import type { Inputs } from './inputs.ts'
import { reasons } from './reasons.ts'
import { isPrereleaseVersion, versionOfTag } from './tag-version.ts'

/**
 * Checks what one input alone cannot show.
 * @throws UsageError `input-invalid`
 */
export function requireInputs(inputs: Inputs): void {
  const problems: Problem[] = []
  if (inputs['notes-from'] !== undefined && !inputs['generate-notes'])
    problems.push({ what: 'input notes-from is given, and generate-notes is not true' })
  if (inputs.prerelease && inputs['make-latest'] === 'true')
    problems.push({ what: 'input make-latest is true, and a prerelease is never the latest release' })
  if (problems.length > 0)
    throw new UsageError(commonReasons['input-invalid'], problems, 'Correct the with: block of the step.')
}

/**
 * Checks that the forge has what the inputs ask for.
 * @throws UsageError `release-feature-missing`
 */
export function requireFeatures(inputs: Inputs, { can }: Pick<Releases, 'can'>): void {
  const asked = [
    [can.generateNotes || !inputs['generate-notes'], 'generate-notes: this forge writes no notes'],
    [
      can.latest || inputs['make-latest'] === undefined,
      'make-latest: this forge chooses the latest release itself',
    ],
    [can.immutable || inputs.immutable !== 'require', 'immutable: this forge has no immutable releases'],
  ] as const
  const problems = asked.flatMap(([isThere, what]) => (isThere ? [] : [{ what: `input ${what}` }]))
  if (problems.length > 0)
    throw new UsageError(
      releaseReasons['release-feature-missing'],
      problems,
      `Remove ${problems.length === 1 ? 'this input' : 'these inputs'} from the with: block of the step.`,
    )
}

/**
 * Checks that the inputs describe the release that the manifest does.
 * @throws UsageError `tag-version-differs`, `prerelease-unmarked`, `commit-differs`
 */
export function requireSameRelease(inputs: Inputs, { version, commit }: ReleaseManifest): void {
  const named = versionOfTag(inputs.tag)
  if (named !== version)
    throw new UsageError(
      reasons['tag-version-differs'],
      `input tag is ${inputs.tag}, which names ${named === undefined ? 'no version' : `the version ${named}`}, and the manifest is of ${version}`,
    )
  if (isPrereleaseVersion(version) && !inputs.prerelease)
    throw new UsageError(
      reasons['prerelease-unmarked'],
      `${version} is a prerelease, and input prerelease is false`,
    )
  if (inputs.ref !== commit)
    throw new UsageError(
      reasons['commit-differs'],
      `input ref is ${inputs.ref}, and the manifest is of the commit ${commit}`,
    )
}
