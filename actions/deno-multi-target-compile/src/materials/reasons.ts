import { defineReasons } from '@suite/errors'

/** How a run can end because of the bill of materials. */
export const materialsReasons = defineReasons({
  'materials-unknown': {
    verdict: 'fail',
    means:
      'The bill of materials would be incomplete, because the action cannot read the lock file or the answer of `deno info`.',
    fix: 'Use a deno whose lock file has version 4 or 5, or set `sbom` to `off`.',
  },
})
