import { defineAction, input, proxyVariables, shared } from '@suite/contract'
import { consecutiveInput, digestKind, planeInputs } from '@suite/control-plane'
import { planeReasons } from '@suite/control-plane/reasons'
import { evidenceReasons } from '@suite/evidence/reasons'
import { forgeReasons } from '@suite/forge/reasons'
import { registryReasons } from '@suite/oci-registry/reasons'
import { runnerReasons } from '@suite/runner/reasons'
import { reasons } from './reasons.ts'

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
    consecutive: consecutiveInput,
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
  reasons,
  uses: [evidenceReasons, registryReasons, planeReasons, forgeReasons, runnerReasons],
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
