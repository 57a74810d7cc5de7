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
    'Reads the pin from the control plane until it is the digest that was pushed, several times in a row',
  branding: { icon: 'check-circle', color: 'blue' },
  events: [],
  inputs: {
    ...planeInputs,
    token: input.secret({
      description: 'A token of the control plane; one that may read is enough.',
      required: true,
    }),
    digest: input.of(digestKind, {
      description: 'The digest that must be pinned.',
      required: { input: 'mode', is: ['assert'] },
    }),
    consecutive: consecutiveInput,
    mode: input.choice({
      description:
        '`assert` waits until `timeout` for the digest. `drift` compares what is pinned now with the digest given, or recorded in `evidence-path`.',
      values: ['assert', 'drift'],
      default: 'assert',
    }),
    'evidence-path': input.text({
      description:
        'Evidence of the promotion. For `drift` it can replace `digest`; for `assert` it distinguishes a late pin from one that a newer run moved.',
    }),
    timeout: shared.timeout('60s'),
    'ca-file': shared.caFile(),
  },
  outputs: {
    'actual-digest': { description: 'The digest that was read last; empty where none was', holds: 'text' },
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
