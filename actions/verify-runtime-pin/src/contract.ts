import { defineAction, evidenceReasons, input, proxyVariables, shared } from '@suite/contract'
import { digestKind, planeInputs, planeReasons } from '@suite/control-plane'

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
    consecutive: input.integer({
      description: 'How many reads in a row must agree, each over a connection of its own.',
      min: 1,
      max: 100,
      default: '2',
    }),
    mode: input.choice({
      description:
        '`assert` waits until `timeout` for the digest. `drift` compares what is pinned now with the digest given, or recorded in `evidence-path`.',
      values: ['assert', 'drift'],
      default: 'assert',
    }),
    'evidence-path': input.text({
      description:
        'Evidence of the promotion. For `drift` it can stand in the place of `digest`; for `assert` it tells a late pin from one that a newer run moved.',
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
  reasons: {
    'pin-verified': {
      verdict: 'pass',
      means: 'So many reads in a row as `consecutive` says showed the digest.',
    },
    'pin-differs': {
      verdict: 'fail',
      means:
        'Every read showed one other digest. It was not promoted, a newer run has moved it, or replicas lag: with `evidence-path` the message tells which.',
      fix: 'Look at the run that promoted.',
    },
    'pin-lagging': {
      verdict: 'fail',
      means:
        'Until `timeout` the pin was read as the one before, or had only just begun to be the digest, or there was no time for as many reads as `consecutive` says.',
      fix: 'Raise `timeout` if replicas are known to lag or `consecutive` is high; otherwise look whether the promotion was kept.',
    },
    'pin-moved': {
      verdict: 'fail',
      means: 'The pin was the digest, or the one before it, and is a third one: a newer run has moved it.',
      fix: 'Nothing, if the newer run is the right one.',
    },
    'pin-flapping': {
      verdict: 'fail',
      means: 'Reads came back to a digest that they had left: replicas of the control plane disagree.',
      fix: 'Look which replica of the control plane does not follow.',
    },
    'pin-missing': {
      verdict: 'fail',
      means: 'The control plane has no row for the template and region.',
      fix: 'Check `template` and `region`, and whether anything was ever promoted.',
    },
    'pin-drifted': {
      verdict: 'fail',
      means: 'In `drift`, another digest is pinned than the one that is recorded.',
      fix: 'Look who moved the pin; promote what belongs there.',
    },
    'evidence-missing': {
      verdict: 'fail',
      means: 'The file of `evidence-path` cannot be read.',
      fix: 'Give the path of the evidence that promote-runtime-pin wrote.',
    },
    'evidence-invalid': {
      verdict: 'fail',
      means: 'The file of `evidence-path` is no evidence, or was edited.',
      fix: 'Keep the file as the action wrote it.',
    },
    'evidence-unfit': {
      verdict: 'fail',
      means:
        'The evidence is of another pin, of a run that did not pass, or names another digest than `digest`.',
      fix: 'Give the evidence of the promotion of this template and region at this control plane.',
    },
    ...evidenceReasons,
    ...planeReasons,
  },
  permissions: [],
  tokenScopes: [{ input: 'token', service: 'Control plane', scope: 'read', why: 'reads the pin' }],
  environment: proxyVariables,
})
