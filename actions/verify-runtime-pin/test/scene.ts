import { readEvidence } from '@suite/evidence'
import { shareProcesses } from '@suite/testkit/bundle'
import {
  type ControlPlane,
  type ControlPlaneOptions,
  digestOf,
  type PinRun,
  type PinRunOptions,
  runPinAction,
  startControlPlane,
} from '@suite/testkit/control-plane'
import { onTestFinished } from 'vitest'

export { green, red } from '@suite/testkit/bundle'

export { digestOf }
export const [old, ours, newer] = ['old', 'ours', 'newer'].map(digestOf) as [string, string, string]

export interface RunOptions extends Omit<PinRunOptions, 'action' | 'inputs'> {
  readonly inputs?: Readonly<Record<string, string>>
}

export interface Scene {
  readonly plane: ControlPlane
  readonly token: string
  verify(options?: RunOptions): Promise<PinRun>
}

/** Returns `openScene` for a file whose runs share processes. */
export function setScene(): typeof openScene {
  const warm = shareProcesses()
  return (options, given) => openScene(options, { warm: warm(), ...given })
}

/** A control plane that pins `ours` for codex/global, and a token that may read it. */
export async function openScene(options: ControlPlaneOptions = {}, common: RunOptions = {}): Promise<Scene> {
  const pins = [
    { template: 'codex', region: 'global', digest: ours },
    { template: 'codex', region: 'eu', digest: old },
    { template: 'hermes', region: 'global', digest: digestOf('hermes') },
  ]
  const plane = await startControlPlane({ pins, ...options })
  onTestFinished(() => plane.close())
  const token = plane.token({ scopes: ['read'] })
  return {
    plane,
    token,
    verify: async ({ inputs, ...given } = {}) => {
      const run = await runPinAction({
        ...common,
        ...given,
        action: 'verify-runtime-pin',
        inputs: {
          'control-plane-url': plane.url,
          token,
          template: 'codex',
          digest: ours,
          // A run that ends by itself does not wait for it, however busy the machine is.
          timeout: '30s',
          ...inputs,
        },
      })
      if (run.evidence !== '') readEvidence(run.evidence, 'evidence.json')
      return run
    },
  }
}
