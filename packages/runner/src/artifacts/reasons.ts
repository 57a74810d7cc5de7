import { defineReasons } from '@suite/errors'

/** How a run can end that uploads an artifact, besides by its own reasons. */
export const artifactReasons = defineReasons({
  'artifact-not-uploaded': {
    verdict: 'fail',
    means: 'The artifact could not be uploaded.',
    fix: 'Run the job again.',
  },
})
