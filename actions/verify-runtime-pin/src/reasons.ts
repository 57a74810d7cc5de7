import { defineReasons } from '@suite/errors'

/** The reasons of this action, in addition to those of the packages that it uses. */
export const reasons = defineReasons({
  'pin-verified': {
    verdict: 'pass',
    means:
      'Enough reads in a row showed the digest: `consecutive` reads, or twice as many if a row was interrupted.',
  },
  'pin-differs': {
    verdict: 'fail',
    means:
      'Every read showed the same other digest. The digest was not promoted, a newer run has moved the pin, or replicas lag. With `evidence-path`, the message says which.',
    fix: 'Look whether the run that promotes the digest passed, and promote it if none did. If a newer run moved the pin and is the right one, do nothing.',
  },
  'pin-lagging': {
    verdict: 'fail',
    means:
      'The digest was not confirmed before `timeout`: the pin was still the old one, or became the digest too late for enough reads in a row, or failed reads interrupted every row.',
    fix: 'If no read shows the digest, look whether the control plane stored the promotion. Raise `timeout` only if replicas always follow this late.',
  },
  'pin-moved': {
    verdict: 'fail',
    means:
      'The pin was the digest or the old pin before, and is now a third digest: a newer run has moved it.',
    fix: 'If the newer run is the right one, do nothing. Otherwise promote the digest again.',
  },
  'pin-flapping': {
    verdict: 'fail',
    means:
      'The reads changed to another digest and back: replicas of the control plane disagree. The message says which digests were read, how often and when.',
    fix: 'Find the replica that does not update, restart it or take it out of service, and run again.',
  },
  'pin-missing': {
    verdict: 'fail',
    means: 'The control plane has no row for the template and region.',
    fix: 'Check `template`, `region` and `control-plane-url`. If no image was ever promoted there, promote one first.',
  },
  'pin-drifted': {
    verdict: 'fail',
    means: 'With `mode: drift`, the pin differs from the recorded digest.',
    fix: 'Find out who moved the pin, then promote the recorded digest again, or record the new one.',
  },
  'evidence-missing': {
    verdict: 'fail',
    means: 'The file in `evidence-path` cannot be read.',
    fix: 'Give the path of the evidence that promote-runtime-pin wrote, as its output `evidence-path` says. In another job, download or check out the file first.',
  },
  'evidence-invalid': {
    verdict: 'fail',
    means: 'The file in `evidence-path` is not evidence, or was edited.',
    fix: 'Use the file exactly as the action wrote it.',
  },
  'evidence-unfit': {
    verdict: 'fail',
    means:
      'The evidence belongs to another pin or to a run that did not pass, or its digest differs from `digest`.',
    fix: 'Give the evidence of the promotion for this template and region at this control plane.',
  },
})
