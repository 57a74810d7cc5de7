import { defineReasons } from './reasons.ts'

/** The reasons that every action has, in addition to its own. */
export const commonReasons = defineReasons({
  'input-invalid': {
    verdict: 'fail',
    means: 'An input is missing or wrong. All problems are listed at once, before any request is sent.',
    fix: 'Correct the `with:` block as the message says.',
  },
  'event-unsupported': {
    verdict: 'fail',
    means: 'The action does not support the event that started the workflow.',
    fix: 'Start the workflow with one of the events that the page of the action lists.',
  },
  'permission-missing': {
    verdict: 'fail',
    means: 'The token lacks a permission: the forge answered 401 or 403, or 404 for something that it hides.',
    fix: 'Grant the permission that the message names, under `permissions:` of the job.',
  },
  'rate-limited': {
    verdict: 'fail',
    means: "The forge's rate limit is used up, and does not reset before `timeout`.",
    fix: 'Run again after the time that the message names, or give a token with its own limit.',
  },
  'deadline-passed': {
    verdict: 'fail',
    means: 'The run took longer than `timeout`. The message names what it was waiting for.',
    fix: 'Run again. Raise `timeout` only if the service is known to be slow.',
  },
  'outside-failed': {
    verdict: 'fail',
    means: 'A service or tool that the decision depends on failed, or its answer could not be used.',
    fix: 'The message names the request and the answer. Run again when the service works.',
  },
  cancelled: {
    verdict: 'fail',
    means: 'The run was cancelled. It started no further write, and lists what it had already written.',
    fix: 'Run it again.',
  },
  bug: {
    verdict: 'fail',
    means: 'The action itself has a bug. The stack trace is in the folded group of the log.',
    fix: 'Report the bug, with the first line of the log.',
  },
})
