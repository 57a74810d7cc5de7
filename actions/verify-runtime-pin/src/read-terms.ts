import { isAbsolute, join } from 'node:path'
import { parseDigest } from '@suite/control-plane'
import { commonReasons, UsageError } from '@suite/errors'
import { type Evidence, judgeEvidence, readEvidence } from '@suite/evidence'
import { visible } from '@suite/report'
import type { Terms } from './decide.ts'
import type { Inputs } from './inputs.ts'
import type { Ports } from './ports.ts'
import { reasons } from './reasons.ts'

/**
 * Returns what the reads are compared with, from the inputs and, if it is given, from the evidence of the
 * promotion.
 * @throws UsageError `input-invalid`, `evidence-missing`, `evidence-invalid`, `evidence-unfit`
 */
export async function readTerms(
  inputs: Inputs,
  workspace: string,
  { plane, readFile }: Pick<Ports, 'plane' | 'readFile'>,
  now: Date,
): Promise<Terms> {
  const { mode, consecutive, digest, 'evidence-path': path } = inputs
  requireDigest(digest, inputs)
  const recorded = path === undefined ? undefined : await readRecord(path)
  const wanted = digest ?? recorded?.digest
  if (wanted === undefined)
    throw new UsageError(
      commonReasons['input-invalid'],
      'inputs digest and evidence-path are missing: drift needs one of them',
      'Give the digest that belongs there, or the evidence of its promotion.',
    )
  if (recorded && recorded.digest !== wanted)
    throw new UsageError(
      reasons['evidence-unfit'],
      `${recorded.file} is of ${recorded.digest}, and input digest is ${wanted}`,
      'Leave `digest` out to verify the digest of the evidence, or give the evidence of the promotion of this digest.',
    )
  return { mode, wanted, consecutive, previous: recorded?.previous }

  async function readRecord(given: string) {
    const file = visible(given)
    const text = await readFile(isAbsolute(given) ? given : join(workspace, given)).catch(
      (cause: unknown) => {
        throw new UsageError(
          reasons['evidence-missing'],
          `${file} cannot be read`,
          reasons['evidence-missing'].fix,
          { cause },
        )
      },
    )
    const evidence = readEvidence(text, file)
    const { template, region } = inputs
    const subject = { 'control-plane': plane.name, template, region }
    const problems = judgeEvidence(evidence, { verdict: 'pass', subject }, now.getTime())
    if (problems.length > 0) throw unfit(...problems.map((problem) => `${file}: ${problem}`))
    const pinned = memberOf(evidence, 'image-digest')
    const parsed = parseDigest(pinned ?? '', inputs['digest-algorithms'])
    if ('problem' in parsed) throw unfit(`${file}: its image-digest ${parsed.problem}`)
    return { file, digest: parsed.digest, previous: previousIn(evidence) }
  }
}

function requireDigest(digest: string | undefined, inputs: Inputs): void {
  const parsed = digest === undefined ? undefined : parseDigest(digest, inputs['digest-algorithms'])
  if (parsed && 'problem' in parsed)
    throw new UsageError(
      commonReasons['input-invalid'],
      `input digest ${parsed.problem}`,
      'Correct the with: block of the step.',
    )
}

function memberOf({ observed }: Evidence, name: string): string | undefined {
  if (typeof observed !== 'object' || observed === null || !Object.hasOwn(observed, name)) return undefined
  const value = (observed as Readonly<Record<string, unknown>>)[name]
  return typeof value === 'string' ? value : undefined
}

/**
 * Returns the previous digest. Only the evidence of a promotion contains it; it also says if there was no pin
 * before.
 */
function previousIn(evidence: Evidence): Terms['previous'] {
  return evidence.kind === 'promote-runtime-pin'
    ? { digest: memberOf(evidence, 'previous-digest') }
    : undefined
}

function unfit(...problems: readonly string[]): UsageError {
  return new UsageError(
    reasons['evidence-unfit'],
    problems.map((what) => ({ what })),
    'Give the evidence of the promotion for this template and region at this control plane.',
  )
}
