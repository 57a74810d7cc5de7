import type { Changes } from '@suite/changes'
import { type ControlPlane, connectControlPlane, type Patience, patienceOf } from '@suite/control-plane'
import { type FoundByRun, keepFinding } from '@suite/evidence'
import { connectForge } from '@suite/forge'
import { connectRegistry, parseImageReference, type Registry } from '@suite/oci-registry'
import type { Run } from '@suite/runner'
import type { Inputs } from './inputs.ts'
import { requireInputs } from './require-inputs.ts'

/** What this action asks of the world. */
export interface Ports {
  readonly plane: ControlPlane
  /** There where `image` is given. */
  readonly registry: Registry | undefined
  /** There where the history of commits can be asked. */
  readonly changes: Pick<Changes, 'mergeBase'> | undefined
  readonly patience: Patience
  /** Tells who reads the log what is waited for. */
  readonly say: (line: string) => void
  readonly keep: (found: FoundByRun) => Promise<{ readonly path: string; readonly digest: string }>
}

/**
 * The ports as they are on a runner. Nothing is sent yet.
 * @throws UsageError for inputs that do not go together
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
