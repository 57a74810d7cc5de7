import type { Reason } from './reason.ts'

/** How an action can end that reads changes and pull requests, besides by its own reasons. */
export const forgeReasons = {
  'not-a-file': {
    verdict: 'fail',
    means: 'An input names a folder, a submodule, or a symlink to no file of the repository.',
    fix: 'Give the path of a regular file.',
  },
  'list-incomplete': {
    verdict: 'fail',
    means: 'The list of changed files was cut, and could not be completed another way.',
    fix: 'The message says what was tried.',
  },
  'head-moved': {
    verdict: 'fail',
    means:
      'The pull request was pushed to, or its base was changed, since the event that started this run, or while it was read.',
    fix: 'Nothing: the push, or the change of the base, has started a run of its own.',
  },
  'write-not-confirmed': {
    verdict: 'fail',
    means: 'The forge accepted a write, but its answer does not show the result.',
    fix: 'Look at the labels of the pull request, then run again.',
  },
  'histories-unrelated': {
    verdict: 'fail',
    means: 'Two commits have no common ancestor, so that nothing tells what one changes over the other.',
    fix: 'Rebase the branch onto its base.',
  },
} as const satisfies Readonly<Record<string, Reason>>

/** What any action reads from the environment that sends requests. */
export const proxyVariables = [
  { name: 'HTTPS_PROXY', description: 'Proxy for requests; `HTTP_PROXY` and the lower-case names too' },
  { name: 'NO_PROXY', description: 'Hosts that are reached without the proxy' },
] as const
