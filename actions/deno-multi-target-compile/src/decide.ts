import type { BakedPermissions } from '@suite/release-assets'
import type { BinaryFacts } from './binary-facts.ts'
import type { Former } from './former-permissions.ts'
import { gatherProblems, type PlacedProblem, type Refusal, sorted } from './problems.ts'
import type { SmokeRun } from './smoke.ts'

/** What a second build showed: nothing if it was not made. */
export type SecondBuild =
  | { readonly kind: 'off' }
  | { readonly kind: 'made'; readonly different: readonly Difference[] }

/** A binary that a second build did not make again, and which parts of it differ. */
export interface Difference {
  readonly name: string
  readonly parts: readonly string[]
}

/** Which permissions grew since the latest release, in words. */
export type Growth =
  | { readonly kind: 'off' }
  | { readonly kind: 'compared'; readonly tag: string; readonly grown: readonly string[] }
  | Exclude<Former, { kind: 'release' }>

/** The smoke run; `none` if it is switched off, or if nothing was compiled for this machine. */
export type Smoke = SmokeRun | { readonly none: string }

/** What was found out after the binaries were read. */
export interface Proofs {
  readonly smoke: Smoke
  readonly second: SecondBuild
  readonly growth: Growth
}

export interface Decision {
  readonly reason: 'compiled' | Refusal
  /** What is wrong, the most important first; empty if the release passes. */
  readonly problems: readonly PlacedProblem[]
}

/** Decides about the bytes alone. If they are wrong, nothing else is worth finding out. */
export function judgeBinaries(binaries: readonly BinaryFacts[]): readonly PlacedProblem[] {
  const unequal = binaries.filter(({ permissions }) => !areEqual(permissions, binaries[0]?.permissions))
  return sorted([
    ...gatherProblems(binaries),
    ...(unequal.length === 0
      ? []
      : [
          {
            reason: 'binary-wrong' as const,
            what: `the permissions are not those of ${binaries[0]?.name}`,
            fix: 'Compile again; all targets are compiled with the same flags.',
            binaries: unequal.map(({ name }) => name),
          },
        ]),
  ])
}

/**
 * Decides about binaries whose bytes are right.
 * @param growthFails whether the run fails if permissions grew, or if that cannot be found out
 */
export function judgeProofs(
  { smoke, second, growth }: Proofs,
  growthFails: boolean,
): readonly PlacedProblem[] {
  return sorted([
    ...smokeProblems(smoke),
    ...(second.kind === 'made' ? second.different.map(differenceProblem) : []),
    ...(growthFails ? growthProblems(growth) : []),
  ])
}

/** Returns the decision for a list of problems that is complete. */
export function decisionOf(problems: readonly PlacedProblem[]): Decision {
  return { reason: problems[0]?.reason ?? 'compiled', problems }
}

function smokeProblems(smoke: Smoke): PlacedProblem[] {
  if ('none' in smoke || smoke.problem === undefined) return []
  const what = `run with ${JSON.stringify(smoke.args)}, the binary for this machine (${smoke.target}) ${smoke.problem}`
  return [{ reason: 'smoke-failed', what, binaries: [] }]
}

function differenceProblem({ name, parts }: Difference): PlacedProblem {
  const where = parts.length === 0 ? 'in no part that has a name' : `in ${parts.join('; ')}`
  return { reason: 'not-reproducible', what: `a second build differs ${where}`, binaries: [name] }
}

function growthProblems(growth: Growth): PlacedProblem[] {
  if (growth.kind === 'unknown') return [{ reason: 'growth-unknown', what: growth.why, binaries: [] }]
  if (growth.kind !== 'compared') return []
  return growth.grown.map((what) => ({
    reason: 'permission-grew',
    what: `since ${growth.tag}, ${what}`,
    binaries: [],
  }))
}

function areEqual(a: BakedPermissions | undefined, b: BakedPermissions | undefined): boolean {
  // What cannot be read is a problem of its own.
  return a === undefined || b === undefined || JSON.stringify(a) === JSON.stringify(b)
}
