import { text } from '@suite/report'
import type { Outcome } from '@suite/runner'
import type { contract } from './contract.ts'
import type { Decision } from './decide.ts'
import { describeProblem, describeProofs, describeRelease } from './describe.ts'
import type { Findings } from './findings.ts'
import type { Problem } from './problems.ts'
import type { Published } from './publish-files.ts'
import { sectionOf } from './summary.ts'

type Contract = typeof contract

/** Returns the outcome of a run that has read the binaries. */
export function outcomeOf(
  findings: Findings,
  { reason, problems }: Decision,
  { paths, bill }: Partial<Published> = {},
): Outcome<Contract> {
  const { binaries, version, commit } = findings
  const [first, ...others] = problems
  const permissions = binaries.find((binary) => binary.permissions !== undefined)?.permissions
  return {
    verdict: first === undefined ? 'pass' : 'fail',
    reason,
    headline: first === undefined ? describeRelease(findings) : describeProblem(first, binaries.length),
    ...(first?.fix === undefined ? {} : { fix: first.fix }),
    story: [
      ...others.map((problem) => describeProblem(problem, binaries.length)),
      ...describeProofs(findings, bill),
    ],
    summary: sectionOf(findings, problems, bill),
    annotations: [],
    outputs: {
      // What is refused is not an asset of anything.
      ...(first === undefined
        ? { assets: binaries.map(({ name, target, size, sha256 }) => ({ name, target, size, sha256 })) }
        : {}),
      ...paths,
      version,
      commit,
      ...(permissions === undefined ? {} : { permissions }),
    },
  }
}

/** Returns the outcome of a commit that is not compiled at all. */
export function refusedOutcome(
  { reason, what, fix }: Problem,
  commit: string,
  version: string,
): Outcome<Contract> {
  return {
    verdict: 'fail',
    reason,
    headline: what,
    ...(fix === undefined ? {} : { fix }),
    story: ['Nothing was compiled.'],
    summary: text('Nothing was compiled.'),
    annotations: [],
    outputs: { commit, version },
  }
}
