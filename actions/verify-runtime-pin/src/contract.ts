import { defineAction, input, proxyVariables, shared } from '@suite/contract'
import { consecutiveInput, digestKind, planeInputs } from '@suite/control-plane'
import { planeReasons } from '@suite/control-plane/reasons'
import { evidenceReadReasons, evidenceReasons } from '@suite/evidence/reasons'
import { runnerReasons } from '@suite/runner/reasons'
import { reasons } from './reasons.ts'

export const contract = defineAction({
  name: 'verify-runtime-pin',
  title: 'Verify runtime pin',
  description:
    'Reads the pin from the control plane; passes only if several reads in a row show the digest that was pushed',
  branding: { icon: 'check-circle', color: 'blue' },
  events: [],
  inputs: {
    ...planeInputs,
    token: input.secret({
      description: 'A token of the control plane that can read.',
      required: true,
    }),
    digest: input.of(digestKind, {
      description: 'The digest that must be pinned.',
      required: { input: 'mode', is: ['assert'] },
    }),
    consecutive: consecutiveInput,
    mode: input.choice({
      description:
        '`assert` waits until `timeout` for the digest. `drift` does not wait: it compares the current pin with `digest`, or with the digest in `evidence-path`.',
      values: ['assert', 'drift'],
      default: 'assert',
    }),
    'evidence-path': input.text({
      description:
        'Path of the evidence of the promotion. With `drift`, it can replace `digest`. With `assert`, it lets the action distinguish a late pin from one that a newer run moved.',
    }),
    timeout: shared.timeout('60s'),
    'ca-file': shared.caFile(),
  },
  outputs: {
    'actual-digest': {
      description: 'The digest that was read last; empty if no read showed one',
      holds: 'text',
    },
    reads: { description: 'How often the pin was read', holds: 'number' },
    'evidence-path': { description: 'Path of `evidence.json`, the canonical evidence', holds: 'text' },
    'evidence-digest': { description: 'Its digest, equal for equal findings', holds: 'text' },
  },
  reasons,
  uses: [evidenceReasons, evidenceReadReasons, planeReasons, runnerReasons],
  permissions: [],
  tokenScopes: [{ input: 'token', service: 'Control plane', scope: 'read', why: 'reads the pin' }],
  environment: proxyVariables,
})
