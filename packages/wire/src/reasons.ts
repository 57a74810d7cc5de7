import { defineReasons } from '@suite/errors'

/** How a run can end because of how the runner reaches the network: its proxy, and the authorities that it trusts. */
export const wireReasons = defineReasons({
  'proxy-invalid': {
    verdict: 'fail',
    means:
      'A proxy variable of the runner, such as `HTTPS_PROXY`, does not hold the address of an HTTP proxy.',
    fix: 'Write it as http://host:port, or list the hosts that need no proxy in `NO_PROXY`.',
  },
  'ca-file-invalid': {
    verdict: 'fail',
    means: 'The certificate file contains no certificate, or one that cannot be read.',
    fix: 'Give a file of PEM certificates, each between BEGIN CERTIFICATE and END CERTIFICATE.',
  },
})
