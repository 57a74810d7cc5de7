import { collidingNames, describeBadName, MANIFEST_NAME, SUMS_NAME } from '@suite/release-assets'
import { visible } from '@suite/report'
import { type TargetName, targetNames, targetOf } from './targets.ts'

/** A target, and the name of its file. */
export interface NamedTarget {
  readonly target: TargetName
  readonly name: string
}

/** Returns the name of the bill of materials. */
export function sbomNameOf(program: string): string {
  return `${program}.cdx.json`
}

/**
 * Returns the file name of each target: the one that `names` gives, or else the usual one; or every problem with them.
 */
export function nameTargets(
  program: string,
  targets: readonly TargetName[],
  names: ReadonlyMap<string, string>,
): readonly NamedTarget[] | { readonly problems: readonly string[] } {
  const named = [...new Set(targets)].map((target) => ({
    target,
    name: names.get(target) ?? `${program}${targetOf(target).suffix}`,
  }))
  const all = [...named.map(({ name }) => name), MANIFEST_NAME, SUMS_NAME, sbomNameOf(program)]
  const problems = [
    ...[...names.keys()].flatMap((target) => unusedName(target, targets)),
    ...named.flatMap(({ target, name }) => badName(target, name)),
    ...collidingNames(all).map((group) => `two files of the release would be called ${group.join(' and ')}`),
  ]
  return problems.length === 0 ? named : { problems: problems.map((what) => `input names: ${what}`) }
}

function unusedName(target: string, targets: readonly TargetName[]): string[] {
  if (targets.some((each) => each === target)) return []
  return [
    targetNames.some((each) => each === target)
      ? `${target} has a name, but is not one of the targets`
      : `${visible(target, 80)} is not a target; the targets are ${targetNames.join(', ')}`,
  ]
}

function badName(target: TargetName, name: string): string[] {
  const bad = describeBadName(name)
  if (bad !== undefined) return [`the name ${visible(name, 80)} of ${target} ${bad}`]
  // deno appends it otherwise, and Windows starts no program without it.
  if (targetOf(target).system === 'windows' && !name.endsWith('.exe'))
    return [`the name ${name} of ${target} must end with .exe`]
  return []
}
