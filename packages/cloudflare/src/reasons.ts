import { defineReasons } from '@suite/errors'

/** How an action that uses Cloudflare's API can end, in addition to its own reasons. */
export const cloudflareReasons = defineReasons({
  'token-invalid': {
    verdict: 'fail',
    means: 'Cloudflare does not take the token: it is wrong, cut short, deleted, disabled or expired.',
    fix: 'Make a new token in the dashboard and store it under the name that the workflow reads.',
  },
  'list-incomplete': {
    verdict: 'fail',
    means: 'A list that the decision depends on ended before the count that was given with it.',
    fix: 'Run again. The message names the list.',
  },
})
