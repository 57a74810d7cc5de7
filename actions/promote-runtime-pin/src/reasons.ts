import { defineReasons } from '@suite/errors'

/** The reasons of this action, in addition to those of the packages that it uses. */
export const reasons = defineReasons({
  promoted: {
    verdict: 'pass',
    means:
      'The pin was moved, and as many reads in a row as `consecutive` says showed the digest, or twice as many if a row was interrupted.',
  },
  'already-pinned': {
    verdict: 'pass',
    means: 'The pin was so already, in as many reads in a row. Nothing was written.',
  },
  planned: { verdict: 'skip', means: 'A dry run: the pin would be moved, and nothing was written.' },
  superseded: {
    verdict: 'fail',
    means:
      'Another digest was pinned since this run decided, or the control plane answered 409 or 412. Both digests are named.',
    fix: 'Nothing, if the newer run is the right one. Otherwise run again.',
  },
  moved: {
    verdict: 'fail',
    means: 'The promotion was taken, and then the pin was read as a third digest: a newer run has moved it.',
    fix: 'Nothing, if the newer run is the right one.',
  },
  downgrade: {
    verdict: 'fail',
    means: 'The image that is pinned is newer than this one.',
    fix: 'For a rollback set `allow-downgrade: true`.',
  },
  'order-unknown': {
    verdict: 'fail',
    means:
      'With `image` the older image must not replace the newer one, and it is not known which is newer: an image names no commit or is not in its registry, the branches have diverged, or `forge-token` is empty. The message says which.',
    fix: 'Build both images with the label `org.opencontainers.image.revision`. To pin this image regardless of its age, promote once with `allow-downgrade: true`.',
  },
  'previous-differs': {
    verdict: 'fail',
    means: 'What is pinned is not `expected-previous`. Nothing was written.',
    fix: 'Look who moved the pin; then give the digest that is pinned, or none.',
  },
  'pin-flapping': {
    verdict: 'fail',
    means:
      'Reads came back to a digest that they had left: replicas of the control plane disagree. The message says which digests were read, how often and when.',
    fix: 'Find the replica that does not follow, restart it or take it out of service, and run again.',
  },
  'pin-not-confirmed': {
    verdict: 'fail',
    means:
      'The promotion was taken, but until `timeout` the pin was read as the one before, or became the digest too late for a row of reads that is long enough, or reads failed and interrupted every row.',
    fix: 'Look at the pin; raise `timeout` if replicas are known to lag or to answer slowly. Where the pin was moved back after a first attempt of this run, start a new run: the control plane may repeat what it answered to the same `Idempotency-Key`.',
  },
  'answer-disagrees': {
    verdict: 'fail',
    means: 'The control plane answered 200 or 201, and its body names another digest, template or region.',
    fix: 'Before you run again, look at the pin and at the log of the control plane.',
  },
  'platform-missing': {
    verdict: 'fail',
    means: 'The image lacks one of `platforms`.',
    fix: 'Build it for the platforms that the message names, or correct `platforms`.',
  },
  'list-incomplete': {
    verdict: 'fail',
    means: 'The history between the two images could not be read whole, so it is not known which is newer.',
    fix: 'The message says what was tried. With `allow-downgrade: true` the order does not decide.',
  },
})
