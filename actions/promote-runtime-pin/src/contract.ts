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
  description: 'Pins an image digest at the control plane; passes only if the pin is read back',
  branding: { icon: 'anchor', color: 'blue' },
  events: ['push', 'workflow_dispatch', 'workflow_run', 'release', 'schedule', 'repository_dispatch'],
  inputs: {
    ...planeInputs,
    token: input.secret({ description: 'The token of the control plane that may promote.', required: true }),
    digest: input.of(digestKind, { description: 'The digest that was pushed.', required: true }),
    image: input.text({
      description:
        'The image as `host/path`. With it, the action checks that the registry has the digest, and reads the commit of the image.',
    }),
    platforms: input.names({
      description: 'Platforms that the image must have. Used only with `image`.',
      shape: /^[a-z0-9]{1,30}(\/[a-z0-9.]{1,30}){1,2}$/,
      says: 'a platform such as linux/amd64',
      default: 'linux/amd64',
    }),
    'registry-username': input.text({
      description: 'The user who reads the image. Needed if the image is not public.',
    }),
    'registry-password': input.secret({
      description: 'The password or token of `registry-username`.',
      required: { input: 'registry-username', given: true },
    }),
    environment: input.text({
      description: 'A name for the control plane in messages and evidence, such as prod.',
    }),
    'expected-previous': input.of(digestKind, {
      description: 'The digest that must be pinned before. The run fails if it is another one.',
    }),
    'allow-downgrade': input.flag({
      description: 'Whether an older image may replace a newer one, for a rollback.',
      default: 'false',
    }),
    consecutive: consecutiveInput,
    'forge-token': input.secret({
      description: 'The token that reads the history of commits. Used only with `image`.',
      default: '${{ github.token }}',
    }),
    timeout: shared.timeout('60s'),
    'ca-file': shared.caFile(),
    'dry-run': shared.dryRun(),
  },
  outputs: {
    promoted: {
      description: 'Whether this run moved the pin; `false` if it already was the digest',
      holds: 'flag',
    },
    digest: { description: 'The digest that is pinned now', holds: 'text' },
    'previous-digest': {
      description: 'The digest that was pinned before; empty if there was no pin',
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
      why: 'reads the history of commits to decide which image is newer',
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
      why: 'checks that the registry has the digest',
      when: { input: 'registry-username', given: true },
    },
  ],
  environment: proxyVariables,
})
