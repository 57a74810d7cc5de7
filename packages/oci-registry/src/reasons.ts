import { defineReasons } from '@suite/errors'

/** How an action that reads an image from its registry can end, in addition to its own reasons. */
export const registryReasons = defineReasons({
  'image-malformed': {
    verdict: 'fail',
    means: 'The input `image` is not the name of an image.',
    fix: 'Write it as `host/path`, such as `registry.example/acme/runtime`.',
  },
  'image-missing': {
    verdict: 'fail',
    means: 'The registry has no image with that digest.',
    fix: 'Give the digest that the push returned, and the repository that the image was pushed to.',
  },
  'image-unreadable': {
    verdict: 'fail',
    means:
      'The digest does not belong to an image that can run; or a part of the image, such as a layer, is missing or has another size; or the index contradicts the image.',
    fix: 'Push the image again with a tool that follows the OCI format.',
  },
  'digest-mismatch': {
    verdict: 'fail',
    means: 'The registry sent bytes that do not match the digest.',
    fix: 'Do not use this image. Look at the registry and at what is in front of it, then push again.',
  },
  'registry-refused': {
    verdict: 'fail',
    means: 'The registry refuses to send the image, or asks for the password at an unsafe address.',
    fix: 'Read what the message says was refused. If the image is not public, give `registry-username` and `registry-password` of a user who may pull it.',
  },
})
