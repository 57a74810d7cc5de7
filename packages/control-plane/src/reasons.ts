import { defineReasons } from '@suite/errors'

/** How an action that uses the control plane can end, in addition to its own reasons. */
export const planeReasons = defineReasons({
  'token-refused': {
    verdict: 'fail',
    means: 'The control plane answered 401 or 403: the token is wrong, has expired, or lacks the scope.',
    fix: 'Give a token with the scope that the message names, for this template and region.',
  },
  'plane-refused': {
    verdict: 'fail',
    means: 'The control plane answered with a status that is no success here, such as 202, 204, 404 or 422.',
    fix: 'The message says which, and what it means.',
  },
  redirected: {
    verdict: 'fail',
    means:
      'The control plane answered with a redirect. It is not followed, because the token would go with it.',
    fix: 'Give the final address as `control-plane-url`.',
  },
  'answer-unreadable': {
    verdict: 'fail',
    means: 'The answer is no JSON: it is HTML, empty, damaged, or no HTTP at all.',
    fix: 'Look at what stands between the runner and the control plane, such as a login page or a proxy.',
  },
  'answer-unexpected': {
    verdict: 'fail',
    means: 'The answer is JSON of another shape than the contract has. The message says what came.',
    fix: 'Compare the answer with the contract of the control plane.',
  },
  'answer-cached': {
    verdict: 'fail',
    means:
      'The pins came from a cache, and were pinned at some time before: the answer has an `Age` above 0.',
    fix: 'Take the route out of the cache that stands before the control plane.',
  },
  'answer-incomplete': {
    verdict: 'fail',
    means:
      'The answer says that there are more pins than it holds: in a `Link` to a next page, a cursor or a total.',
    fix: 'The control plane must give all pins in one answer.',
  },
  'answer-too-large': {
    verdict: 'fail',
    means: 'The answer is larger than 1 MiB.',
    fix: 'Check that the address is that of the control plane.',
  },
  'pin-ambiguous': {
    verdict: 'fail',
    means: 'The control plane holds two rows or more for the template and region.',
    fix: 'Delete all but one.',
  },
  'pin-malformed': {
    verdict: 'fail',
    means: 'The control plane has an invalid digest, or one of an algorithm that is not accepted.',
    fix: 'Correct the row; for sha512 add it to `digest-algorithms`.',
  },
  superseded: {
    verdict: 'fail',
    means: 'The control plane answered 409 or 412: the pin is not what the promotion expected.',
    fix: 'Run again if this digest is the one to serve.',
  },
  'answer-disagrees': {
    verdict: 'fail',
    means: 'The control plane answered 200 or 201, and its body names another digest, template or region.',
    fix: 'Look at the pin before running again, and at the log of the control plane.',
  },
})
