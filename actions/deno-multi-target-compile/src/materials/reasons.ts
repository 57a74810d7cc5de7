import { defineReasons } from '@suite/errors'

/** How a run can end because of the bill of materials. */
export const materialsReasons = defineReasons({
  'materials-unknown': {
    verdict: 'fail',
    means:
      'A bill of materials would not be complete: the lock file or the answer of `deno info` is not understood.',
    fix: 'Use a version of deno whose lock file has the version 4 or 5, or set `sbom` to `off`.',
  },
})
