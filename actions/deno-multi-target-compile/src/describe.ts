import { counted, firstOf, visible } from '@suite/report'
import type { BillOfMaterials } from './bill-of-materials.ts'
import type { Growth, Proofs, Smoke } from './decide.ts'
import type { Findings } from './findings.ts'
import type { PlacedProblem } from './problems.ts'

/** Returns a problem in one sentence, with the binaries that have it. */
export function describeProblem({ what, binaries }: PlacedProblem, all: number): string {
  if (binaries.length === 0) return what
  if (binaries.length === all && all > 1) return `all ${all} binaries: ${what}`
  return `${firstOf(binaries, 3, (name) => name)}: ${what}`
}

/** Returns the headline of a run that passes. */
export function describeRelease({ name, version, commit, binaries }: Findings): string {
  return `${counted(binaries.length, 'binary', 'binaries')} of ${name} ${version}, compiled from ${commit.slice(0, 12)}`
}

/** Returns what was found out, one sentence each, for the log and the summary. */
export function describeProofs(findings: Findings, bill?: BillOfMaterials): readonly string[] {
  const { proofs, bases, included, left } = findings
  return [
    ...(proofs === undefined
      ? ['Nothing was run and nothing was built a second time, because the bytes are wrong already.']
      : [describeSmoke(proofs.smoke), describeSecond(proofs), describeGrowth(proofs.growth)]),
    describeSums(bases),
    ...(bill === undefined ? [] : [describeBill(bill)]),
    ...(included.length === 0
      ? []
      : [`Not in the commit, but compiled, because \`include\` names it: ${files(included)}.`]),
    ...(left.length === 0 ? [] : [`Not in the commit, so not compiled: ${files(left)}.`]),
  ]
}

function describeSmoke(smoke: Smoke): string {
  if ('none' in smoke) return `No binary was run: ${smoke.none}.`
  return smoke.problem === undefined
    ? `The binary for this machine (${smoke.target}) was run with ${JSON.stringify(smoke.args)}: it exits with 0 and prints the version.`
    : `The binary for this machine (${smoke.target}) ${smoke.problem}.`
}

function describeSecond({ second }: Proofs): string {
  if (second.kind === 'off') return 'No second build was made, because `reproducible` is `off`.'
  return second.different.length === 0
    ? 'A second build, with nothing left of the first one, is equal byte for byte.'
    : `A second build differs in ${counted(second.different.length, 'binary', 'binaries')}.`
}

function describeGrowth(growth: Growth): string {
  switch (growth.kind) {
    case 'off':
      return 'The permissions were not compared with the latest release, because there is no `token`.'
    case 'none':
      return 'There is no stable release yet, so there is nothing to compare the permissions with.'
    case 'unknown':
      return `It is unknown whether the permissions grew: ${growth.why}.`
    case 'compared':
      return growth.grown.length === 0
        ? `The binaries may do nothing that those of ${visible(growth.tag, 80)} may not do.`
        : `Since ${visible(growth.tag, 80)}, the permissions grew: ${growth.grown.join('; ')}.`
  }
}

function describeSums(bases: Findings['bases']): string {
  return bases.every(({ checkedAgainst }) => checkedAgainst === 'committed-sums')
    ? 'The archives of denort have the sums that the commit names.'
    : 'The archives of denort have the sums that stand next to them. This guards against a damaged or cached copy, not against their publisher; `denort-sums` would.'
}

function describeBill({ count, withoutHash }: BillOfMaterials): string {
  const listed = `The bill of materials lists ${counted(count, 'part')}`
  if (withoutHash.length === 0) return `${listed}, each with its hash or as a part of another one.`
  const named = firstOf(withoutHash, 10, (ref) => visible(ref, 120))
  return `${listed}. The lock file has no hash of ${named}, so the bill has none either.`
}

function files(paths: readonly string[]): string {
  return firstOf(paths, 10, (path) => visible(path, 120))
}
