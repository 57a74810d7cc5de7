import { defineReasons } from '@suite/errors'

/** How an action that reads an image from its registry can end, in addition to its own reasons. */
export const registryReasons = defineReasons({
  'image-malformed': {
    verdict: 'fail',
    means: 'The input `image` names no image.',
    fix: 'Write it as `host/path`, such as `registry.example/acme/runtime`.',
  },
  'image-missing': {
    verdict: 'fail',
    means: 'The registry has no image of that digest.',
    fix: 'Give the digest that the push answered with, and the repository that it went to.',
  },
  'image-unreadable': {
    verdict: 'fail',
    means:
      'What has that digest is no image that could be run; or a part of it, such as a layer, is not there or has another size; or its index contradicts it.',
    fix: 'Push the image again, with a tool that keeps to the OCI format.',
  },
  'digest-mismatch': {
    verdict: 'fail',
    means: 'The registry gave other bytes than the digest says.',
    fix: 'Trust nothing of this image. Look at the registry, and at what stands before it; push again.',
  },
  'registry-refused': {
    verdict: 'fail',
    means:
      'The registry does not give the image out, or asks for the password at an address that is not safe.',
    fix: 'The message says what was refused. If the image is not public, give `registry-username` and `registry-password` of a user who may pull it.',
  },
})
