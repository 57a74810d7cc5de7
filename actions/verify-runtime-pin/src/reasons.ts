import { defineReasons } from '@suite/errors'

/** The reasons of this action, in addition to those of the packages that it uses. */
export const reasons = defineReasons({
  'pin-verified': {
    verdict: 'pass',
    means:
      'As many reads in a row as `consecutive` says showed the digest, or twice as many if a row was interrupted.',
  },
  'pin-differs': {
    verdict: 'fail',
    means:
      'Every read showed one other digest. It was not promoted, a newer run has moved it, or replicas lag: with `evidence-path` the message says which.',
    fix: 'Look at the run that promoted.',
  },
  'pin-lagging': {
    verdict: 'fail',
    means:
      'Until `timeout` the pin was read as the one before, or became the digest too late for a row of reads that is long enough, or reads failed and interrupted every row.',
    fix: 'Raise `timeout` if replicas are known to lag or to answer slowly; otherwise look whether the promotion was kept.',
  },
  'pin-moved': {
    verdict: 'fail',
    means: 'The pin was the digest, or the one before it, and is a third one: a newer run has moved it.',
    fix: 'Nothing, if the newer run is the right one.',
  },
  'pin-flapping': {
    verdict: 'fail',
    means:
      'Reads came back to a digest that they had left: replicas of the control plane disagree. The message says which digests were read, how often and when.',
    fix: 'Find the replica that does not follow, restart it or take it out of service, and run again.',
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
})
