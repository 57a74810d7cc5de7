import { defineReasons } from '@suite/errors'

/** How an action that uses the control plane can end, in addition to its own reasons. */
export const planeReasons = defineReasons({
  'token-refused': {
    verdict: 'fail',
    means: 'The control plane answered 401 or 403: the token is wrong, has expired, or lacks a scope.',
    fix: 'Give a token with the scope that the message names, for this template and region.',
  },
  'plane-refused': {
    verdict: 'fail',
    means:
      'The control plane answered with a status that does not mean success here, such as 202, 204, 404 or 422.',
    fix: 'Read the message: it names the status and says what it means.',
  },
  redirected: {
    verdict: 'fail',
    means:
      'The control plane answered with a redirect. The action does not follow it, because the token would be sent along.',
    fix: 'Give the final address as `control-plane-url`.',
  },
  'answer-unreadable': {
    verdict: 'fail',
    means: 'The answer is not JSON: it is HTML, empty, damaged, or not HTTP at all.',
    fix: 'Look at what is between the runner and the control plane, such as a login page or a proxy.',
  },
  'answer-unexpected': {
    verdict: 'fail',
    means:
      'The answer is JSON, but does not have the shape that the control plane promises. The message shows what came.',
    fix: 'Compare the answer with the contract of the control plane, on the page of promote-runtime-pin.',
  },
  'answer-cached': {
    verdict: 'fail',
    means: 'The pins came from a cache and may be out of date: the answer has an `Age` header above 0.',
    fix: 'Exclude the route from the cache in front of the control plane.',
  },
  'answer-incomplete': {
    verdict: 'fail',
    means: 'The answer does not hold all pins, as its `Link` to a next page, its cursor or its total shows.',
    fix: 'Make the control plane return all pins in one answer.',
  },
  'answer-too-large': {
    verdict: 'fail',
    means: 'The answer is larger than 1 MiB.',
    fix: 'Check that the address is that of the control plane.',
  },
  'pin-ambiguous': {
    verdict: 'fail',
    means: 'The control plane has two or more rows for the template and region.',
    fix: 'Delete all rows but one.',
  },
  'pin-malformed': {
    verdict: 'fail',
    means: 'The digest in the control plane is invalid, or uses an algorithm that is not accepted.',
    fix: 'Correct the row. To accept sha512, add it to `digest-algorithms`.',
  },
  superseded: {
    verdict: 'fail',
    means: 'The control plane answered 409 or 412: the pin is not the one that the promotion expected.',
    fix: 'If this digest is still the one to serve, run again.',
  },
  'answer-disagrees': {
    verdict: 'fail',
    means: 'The control plane answered 200 or 201, and its body names another digest, template or region.',
    fix: 'Before you run again, look at the pin and at the log of the control plane.',
  },
})
