import { defineReasons } from '@suite/errors'

/** The reasons of this action, in addition to those of the packages that it uses. */
export const reasons = defineReasons({
  promoted: {
    verdict: 'pass',
    means:
      'The pin was moved, and enough reads in a row showed the digest: `consecutive` reads, or twice as many if a row was interrupted.',
  },
  'already-pinned': {
    verdict: 'pass',
    means: 'The pin already was the digest, in enough reads in a row. Nothing was written.',
  },
  planned: { verdict: 'skip', means: 'A dry run: the pin would be moved, and nothing was written.' },
  superseded: {
    verdict: 'fail',
    means:
      'Another digest was pinned after this run decided, or the control plane answered 409 or 412. The message names both digests.',
    fix: 'If the newer run is the right one, do nothing. Otherwise run again.',
  },
  moved: {
    verdict: 'fail',
    means: 'The promotion was accepted, but then the pin was a third digest: a newer run has moved it.',
    fix: 'If the newer run is the right one, do nothing. Otherwise promote this digest again in a new run.',
  },
  downgrade: {
    verdict: 'fail',
    means: 'The pinned image is newer than this one.',
    fix: 'If you want to roll back, set `allow-downgrade: true`.',
  },
  'order-unknown': {
    verdict: 'fail',
    means:
      'With `image`, an older image must not replace a newer one, but the action cannot decide which is newer: an image names no commit or is not in its registry, the branches have diverged, or `forge-token` is empty. The message names the cause.',
    fix: 'Correct the cause that the message names; both images need the label `org.opencontainers.image.revision`. To pin this image regardless of its age, promote once with `allow-downgrade: true`.',
  },
  'previous-differs': {
    verdict: 'fail',
    means: 'The pin is not `expected-previous`. Nothing was written.',
    fix: 'Find out who moved the pin. Then set `expected-previous` to the pinned digest, or leave it out.',
  },
  'pin-flapping': {
    verdict: 'fail',
    means:
      'The reads changed to another digest and back: replicas of the control plane disagree. The message says which digests were read, how often and when.',
    fix: 'Find the replica that does not update, restart it or take it out of service, and run again.',
  },
  'pin-not-confirmed': {
    verdict: 'fail',
    means:
      'The promotion was accepted, but not confirmed before `timeout`: the pin was still the old one, or became the digest too late for enough reads in a row, or failed reads interrupted every row.',
    fix: 'If no read shows the digest, look at the log of the control plane, then start a new run: it may repeat its answer to the same `Idempotency-Key`. Otherwise run again, and raise `timeout` if replicas always follow this late.',
  },
  'answer-disagrees': {
    verdict: 'fail',
    means: 'The control plane answered 200 or 201, and its body names another digest, template or region.',
    fix: 'Before you run again, look at the pin and at the log of the control plane.',
  },
  'platform-missing': {
    verdict: 'fail',
    means: 'The image lacks one of `platforms`.',
    fix: 'Build the image for the platforms that the message names, or correct `platforms`.',
  },
  'list-incomplete': {
    verdict: 'fail',
    means:
      'The history between the two images could not be read completely, so the action cannot decide which is newer.',
    fix: 'Read what the message says was tried. With `allow-downgrade: true`, the order does not matter.',
  },
})
