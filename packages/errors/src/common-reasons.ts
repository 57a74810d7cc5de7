import { defineReasons } from './reasons.ts'

/** The reasons that every action has, in addition to its own. */
export const commonReasons = defineReasons({
  'input-invalid': {
    verdict: 'fail',
    means: 'An input is missing or wrong. Everything that is wrong is listed at once, before any request.',
    fix: 'Correct the `with:` block as the message says.',
  },
  'event-unsupported': {
    verdict: 'fail',
    means: 'The workflow runs on an event about which this action can decide nothing.',
    fix: 'Run it on one of the events listed above.',
  },
  'permission-missing': {
    verdict: 'fail',
    means: "The token lacks a permission: the forge's answer was 401 or 403, or 404 for a hidden thing.",
    fix: 'Grant the permission that the message names, under `permissions:` of the job.',
  },
  'rate-limited': {
    verdict: 'fail',
    means: "The forge's rate limit was reached, and it will not lift before `timeout`.",
    fix: 'Run again after the moment that the message names, or give a token with a limit of its own.',
  },
  'deadline-passed': {
    verdict: 'fail',
    means: 'The run took longer than `timeout`. The message names what it was waiting for.',
    fix: 'Run again; raise `timeout` if the service is known to be slow.',
  },
  'outside-failed': {
    verdict: 'fail',
    means: 'A service or tool that the decision depends on failed or answered something unusable.',
    fix: 'The message names the request and the answer. Run again when the service works.',
  },
  cancelled: {
    verdict: 'fail',
    means: 'The run was cancelled. No new write was begun; what had been written is listed.',
    fix: 'Run it again.',
  },
  bug: {
    verdict: 'fail',
    means: 'An error of the action itself. The stack is in the folded group of the log.',
    fix: 'Report it, with the first line of the log.',
  },
})
