import {
  defineAction,
  evidenceReasons,
  input,
  proxyVariables,
  registryReasons,
  shared,
} from '@suite/contract'
import { digestKind, planeInputs, planeReasons } from '@suite/control-plane'

export const contract = defineAction({
  name: 'promote-runtime-pin',
  title: 'Promote runtime pin',
  description: 'Pins an image digest at the control plane, and is green only when the pin is read back',
  branding: { icon: 'anchor', color: 'blue' },
  events: ['push', 'workflow_dispatch', 'workflow_run', 'release', 'schedule', 'repository_dispatch'],
  inputs: {
    ...planeInputs,
    token: input.secret({ description: 'The token of the control plane that may promote.', required: true }),
    digest: input.of(digestKind, { description: 'The digest that was pushed.', required: true }),
    image: input.text({
      description:
        'The image as `host/path`, to prove in its registry that the digest exists, and to read its commit.',
    }),
    platforms: input.names({
      description: 'Platforms that the image must have, where `image` is given.',
      shape: /^[a-z0-9]{1,30}(\/[a-z0-9.]{1,30}){1,2}$/,
      says: 'a platform such as linux/amd64',
      default: 'linux/amd64',
    }),
    'registry-username': input.text({ description: 'Who reads the image, where it is not public.' }),
    'registry-password': input.secret({
      description: 'The password or token of `registry-username`.',
      required: { input: 'registry-username', given: true },
    }),
    environment: input.text({
      description: 'A name for the control plane, such as prod: for messages and evidence.',
    }),
    'expected-previous': input.of(digestKind, {
      description: 'The digest that must be pinned before. Any other is red.',
    }),
    'allow-downgrade': input.flag({
      description: 'Promotes an older image over a newer one, for a rollback.',
      default: 'false',
    }),
    'forge-token': input.secret({
      description: 'The token that reads the history of commits, where `image` is given.',
      default: '${{ github.token }}',
    }),
    timeout: shared.timeout('60s'),
    'ca-file': shared.caFile(),
    'dry-run': shared.dryRun(),
  },
  outputs: {
    promoted: {
      description: 'Whether this run moved the pin; `false` when it was so already',
      holds: 'flag',
    },
    digest: { description: 'The digest that is pinned now', holds: 'text' },
    'previous-digest': {
      description: 'The digest that was pinned before; empty where none was',
      holds: 'text',
    },
    attempts: { description: 'How often the promotion was sent', holds: 'number' },
    'evidence-path': { description: 'Path of `evidence.json`, the canonical evidence', holds: 'text' },
    'evidence-digest': { description: 'Its digest, equal for equal findings', holds: 'text' },
  },
  reasons: {
    promoted: { verdict: 'pass', means: 'The pin was moved, and read back.' },
    'already-pinned': { verdict: 'pass', means: 'The pin was so already, read twice. Nothing was written.' },
    planned: { verdict: 'skip', means: 'A dry run: the pin would be moved, and nothing was written.' },
    superseded: {
      verdict: 'fail',
      means:
        'Another digest was pinned since this run decided, or the control plane answered 409 or 412. Both digests are named.',
      fix: 'Nothing, if the newer run is the right one. Otherwise run again.',
    },
    moved: {
      verdict: 'fail',
      means:
        'The promotion was taken, and then the pin was read as a third digest: a newer run has moved it.',
      fix: 'Nothing, if the newer run is the right one.',
    },
    downgrade: {
      verdict: 'fail',
      means: 'The image that is pinned is newer than this one.',
      fix: 'For a rollback set `allow-downgrade: true`.',
    },
    'previous-differs': {
      verdict: 'fail',
      means: 'What is pinned is not `expected-previous`. Nothing was written.',
      fix: 'Look who moved the pin; then give the digest that is pinned, or none.',
    },
    'pin-not-confirmed': {
      verdict: 'fail',
      means:
        'The promotion was taken, but until `timeout` the pin was read as the one before: replicas lag, or nothing was kept.',
      fix: 'Look at the pin; raise `timeout` if replicas are known to lag. Where the pin was moved back after a first attempt of this run, start a new run: the control plane may repeat what it answered to the same `Idempotency-Key`.',
    },
    'answer-disagrees': {
      verdict: 'fail',
      means: 'The control plane answered 200 or 201, and its body names another digest, template or region.',
      fix: 'Look at the pin before running again, and at the log of the control plane.',
    },
    'platform-missing': {
      verdict: 'fail',
      means: 'The image lacks one of `platforms`.',
      fix: 'Build it for the platforms that the message names, or correct `platforms`.',
    },
    'list-incomplete': {
      verdict: 'fail',
      means:
        'The history between the two images could not be read whole, so that nobody can tell which is newer.',
      fix: 'The message says what was tried. With `allow-downgrade: true` the order does not decide.',
    },
    ...evidenceReasons,
    ...registryReasons,
    ...planeReasons,
  },
  permissions: [
    {
      scope: 'contents',
      access: 'read',
      why: 'decides by the history of commits which image is newer',
      when: { input: { input: 'image', given: true } },
    },
  ],
  tokenScopes: [
    { input: 'token', service: 'Control plane', scope: 'promote', why: 'moves the pin' },
    { input: 'token', service: 'Control plane', scope: 'read', why: 'reads the pin before and after' },
    {
      input: 'registry-password',
      service: 'Registry',
      scope: 'pull',
      why: 'proves that the digest exists',
      when: { input: 'registry-username', given: true },
    },
  ],
  environment: proxyVariables,
})
