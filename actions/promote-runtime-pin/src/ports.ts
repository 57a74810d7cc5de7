import type { Changes } from '@suite/changes'
import { type ControlPlane, connectControlPlane, type Patience, patienceOf } from '@suite/control-plane'
import { type FoundByRun, keepFinding } from '@suite/evidence'
import { connectForge } from '@suite/forge'
import { connectRegistry, parseImageReference, type Registry } from '@suite/oci-registry'
import type { Run } from '@suite/runner'
import type { Inputs } from './inputs.ts'
import { requireInputs } from './require-inputs.ts'

/** What this action needs from outside. */
export interface Ports {
  readonly plane: ControlPlane
  /** Defined if `image` is given. */
  readonly registry: Registry | undefined
  /** Defined if the history of commits can be read. */
  readonly changes: Pick<Changes, 'mergeBase'> | undefined
  readonly patience: Patience
  /** Writes a line to the log that says what the run waits for. */
  readonly say: (line: string) => void
  readonly keep: (found: FoundByRun) => Promise<{ readonly path: string; readonly digest: string }>
}

/**
 * Returns the real ports. Sends no request yet.
 * @throws UsageError for inputs that contradict each other
 */
export function connectPorts(run: Run<Inputs>): Ports {
  const { inputs, transport, deadline } = run
  requireInputs(inputs)
  const { image, template, region, token, 'forge-token': forgeToken } = inputs
  const reference = image === undefined ? undefined : parseImageReference(image)
  const access = { url: inputs['control-plane-url'], token }
  return {
    plane: connectControlPlane(transport, access, { template, region }, inputs['digest-algorithms']),
    registry:
      reference &&
      connectRegistry(transport, {
        reference,
        username: inputs['registry-username'],
        password: inputs['registry-password'],
      }),
    changes: reference && forgeToken !== undefined ? connectForge(run, forgeToken).changes : undefined,
    patience: patienceOf(deadline),
    say: (line) => run.log.line(line),
    keep: (found) => keepFinding(run, found),
  }
}
