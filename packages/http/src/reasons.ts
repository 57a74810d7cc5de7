import { defineReasons } from '@suite/errors'

/** How a run can end because of what its requests are made of: addresses and headers. */
export const httpReasons = defineReasons({
  'url-invalid': {
    verdict: 'fail',
    means:
      'The address of a request is not an http(s) address, contains a user or a password, or is plain http to another machine.',
    fix: 'Write it as https://host/path. Give a token in its own input.',
  },
  'header-invalid': {
    verdict: 'fail',
    means: 'A header would contain a character that HTTP does not allow, such as a line break in a token.',
    fix: 'Look for a line break or a space in the input that the header comes from, often a token.',
  },
})
