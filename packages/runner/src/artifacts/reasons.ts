import { defineReasons } from '@suite/errors'

/** The reasons of a run that uploads an artifact. */
export const artifactReasons = defineReasons({
  'artifact-not-uploaded': {
    verdict: 'fail',
    means: 'The artifact could not be uploaded.',
    fix: 'Run the job again.',
  },
})
