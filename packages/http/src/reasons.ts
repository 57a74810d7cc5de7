import { defineReasons } from '@suite/errors'

/** How a run can end because of what its requests are made of: variables, certificates, addresses, headers. */
export const httpReasons = defineReasons({
  'proxy-invalid': {
    verdict: 'fail',
    means:
      'A proxy variable of the runner, such as `HTTPS_PROXY`, does not hold the address of an HTTP proxy.',
    fix: 'Write it as http://host:port, or list the hosts that need no proxy in `NO_PROXY`.',
  },
  'ca-file-invalid': {
    verdict: 'fail',
    means: 'The file of certificates holds none, or one that cannot be read.',
    fix: 'Give a file of PEM certificates, each between BEGIN CERTIFICATE and END CERTIFICATE.',
  },
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
