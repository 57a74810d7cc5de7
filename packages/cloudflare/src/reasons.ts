import { defineReasons } from '@suite/errors'

/** How an action that uses Cloudflare's API can end, in addition to its own reasons. */
export const cloudflareReasons = defineReasons({
  'token-invalid': {
    verdict: 'fail',
    means: 'Cloudflare does not accept the token: it is wrong, cut short, deleted, disabled or expired.',
    fix: 'Create a new token in the dashboard, and store it under the name that the workflow reads.',
  },
  'list-incomplete': {
    verdict: 'fail',
    means: 'A list from Cloudflare holds fewer entries than the count that came with it.',
    fix: 'Run again. The message names the list.',
  },
})
