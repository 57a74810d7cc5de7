import { defineReasons } from '@suite/errors'

/** How a run can end because of what its requests are made of: addresses and headers. */
export const httpReasons = defineReasons({
  'url-invalid': {
    verdict: 'fail',
    means:
      'An address that a request would go to is no http(s) address, holds a user or a password, or is plain http to another machine.',
    fix: 'Write it as https://host/path; a token has its own input.',
  },
  'header-invalid': {
    verdict: 'fail',
    means: 'A header would hold a character that HTTP does not allow, as a token with a line break does.',
    fix: 'Look for a line break or a blank in the input that the header is made of, often a token.',
  },
})
