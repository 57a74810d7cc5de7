import { defineReasons } from '@suite/errors'

/** How a run can end because of the files that describe a release. */
export const releaseAssetsReasons = defineReasons({
  'manifest-invalid': {
    verdict: 'fail',
    means: 'This version cannot read the manifest of the release. Every problem is listed with its place.',
    fix: 'Publish the manifest as deno-multi-target-compile wrote it, together with the files of the same run.',
  },
  'sums-invalid': {
    verdict: 'fail',
    means: 'A file of SHA-256 sums has an unknown form, is empty, or has two sums for one name.',
    fix: 'Write one line for each file, as `sha256sum` does: the sum, two spaces, the name.',
  },
})
