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
  promote(options?: RunOptions): Promise<PinRun>
  /** Returns how many promotions arrived. */
  posts(): number
}

/** Returns `openScene` for a file whose runs share processes. */
export function setScene(): typeof openScene {
  const warm = shareProcesses()
  return (options, given) => openScene(options, { warm: warm(), ...given })
}

/** A control plane that pins `old` for codex/global, and a token that may promote it. */
export async function openScene(options: ControlPlaneOptions = {}, common: RunOptions = {}): Promise<Scene> {
  const pins = [
    { template: 'codex', region: 'global', digest: old },
    { template: 'hermes', region: 'global', digest: digestOf('hermes') },
  ]
  const plane = await startControlPlane({ pins, ...options })
  onTestFinished(() => plane.close())
  const token = plane.token({ scopes: ['read', 'promote'], template: 'codex', region: 'global' })
  return {
    plane,
    token,
    posts: () => plane.host.log.filter(({ method }) => method === 'POST').length,
    promote: async ({ inputs, ...given } = {}) => {
      const run = await runPinAction({
        ...common,
        ...given,
        action: 'promote-runtime-pin',
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
