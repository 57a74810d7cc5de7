import { parseDigest } from '@suite/control-plane'
import { commonReasons, type Problem, UsageError } from '@suite/errors'
import { parseImageReference } from '@suite/oci-registry'
import type { Inputs } from './inputs.ts'

/**
 * Checks what one input alone cannot show: the algorithm of a digest is not accepted, or the image names another
 * digest.
 * @throws UsageError `input-invalid`, `image-malformed`
 */
export function requireInputs(inputs: Inputs): void {
  const problems: Problem[] = []
  for (const name of ['digest', 'expected-previous'] as const) {
    const parsed = parseDigest(inputs[name] ?? inputs.digest, inputs['digest-algorithms'])
    if ('problem' in parsed) problems.push({ what: `input ${name} ${parsed.problem}` })
  }
  if (inputs['registry-password'] !== undefined && inputs['registry-username'] === undefined)
    problems.push({ what: 'input registry-username is missing: registry-password is given' })
  const named = inputs.image === undefined ? undefined : parseImageReference(inputs.image).digest
  if (named !== undefined && named !== inputs.digest)
    problems.push({ what: `input image names ${named}, and input digest is ${inputs.digest}` })
  if (problems.length > 0)
    throw new UsageError(commonReasons['input-invalid'], problems, 'Correct the with: block of the step.')
}
