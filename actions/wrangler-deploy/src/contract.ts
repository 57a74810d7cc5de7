import { cloudflareReasons } from '@suite/cloudflare/reasons'
import { defineAction, input, proxyVariables, shared } from '@suite/contract'
import { forgeReasons } from '@suite/forge/reasons'
import { runnerReasons } from '@suite/runner/reasons'
import { reasons } from './reasons.ts'
import { trafficStep } from './traffic/traffic-step.ts'

const moving = { input: 'command', is: ['promote', 'rollback'] } as const
const comparing = { input: 'routes-policy', is: ['strict', 'report'] } as const
const variableName = { shape: /^[A-Za-z_]\w{0,127}$/, says: 'a name of letters, digits and _' } as const
const identifier = {
  shape: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  says: 'an id such as 0f5c1d2e-3a4b-4c5d-8e6f-7a8b9c0d1e2f, as an output of this action gives it',
} as const

export const contract = defineAction({
  name: 'wrangler-deploy',
  title: 'Wrangler deploy',
  description: 'Deploys a Cloudflare Worker; passes only if Cloudflare serves the version that was uploaded',
  branding: { icon: 'upload-cloud', color: 'orange' },
  events: [
    'push',
    'pull_request',
    'merge_group',
    'workflow_dispatch',
    'workflow_run',
    'release',
    'schedule',
    'repository_dispatch',
  ],
  inputs: {
    command: input.choice({
      description:
        'What to do. `deploy` uploads a version and gives it all traffic. `stage` uploads a version with 0 % of the traffic, `promote` moves traffic to it, and `rollback` moves it back. `check` runs only the preflight and writes nothing.',
      values: ['deploy', 'stage', 'promote', 'rollback', 'check'],
      default: 'deploy',
    }),
    'api-token': input.secret({
      description:
        'The Cloudflare API token. Required by every command except `check`. Without a token, `check` only reads the working directory and builds the bundle.',
      required: { input: 'command', is: ['deploy', 'stage', 'promote', 'rollback'] },
      aliases: ['apiToken'],
    }),
    'account-id': input.shaped({
      description: 'The Cloudflare account.',
      shape: /^[0-9a-f]{32}$/,
      says: '32 hexadecimal digits, as the dashboard shows them',
      required: { input: 'api-token', given: true },
      aliases: ['accountId'],
    }),
    token: input.secret({
      description:
        "The forge's token, which reads the order of commits. Without it, the action reads them from a full clone in the workspace.",
      default: '${{ github.token }}',
    }),
    'working-directory': input.text({
      description: 'The folder of the Worker.',
      default: '.',
      aliases: ['workingDirectory'],
    }),
    config: input.text({
      description:
        'Path of the configuration file of wrangler, relative to the working directory. By default, the action searches as wrangler does.',
    }),
    environment: input.shaped({
      description:
        'The environment in the configuration. Required if the configuration has environments; `top-level` means the settings outside of them.',
      shape: /^[A-Za-z0-9_-]{1,63}$/,
      says: 'a name of letters, digits, _ and -',
    }),
    'wrangler-version': input.shaped({
      description: 'The exact version of wrangler to install, outside the project, if the project has none.',
      shape: /^\d{1,3}\.\d{1,5}\.\d{1,5}$/,
      says: 'an exact version such as 4.155.0',
      aliases: ['wranglerVersion'],
    }),
    'version-id': input.shaped({
      ...identifier,
      description: 'The version that `promote` moves traffic to, or `rollback` goes back to.',
      required: moving,
    }),
    'expected-deployment-id': input.shaped({
      ...identifier,
      description:
        'The deployment that must still be in effect: the `deployment-id` of `stage` or of an earlier step. If it is another one, somebody else has deployed, and the run fails.',
      required: { input: 'command', is: ['promote'] },
    }),
    'expected-version-id': input.shaped({
      ...identifier,
      description:
        'The version to roll back. `rollback` continues only if this version and `version-id` share all traffic, even if `promote` was interrupted.',
      required: { input: 'command', is: ['rollback'] },
    }),
    traffic: input.namesOf(trafficStep, {
      description:
        'The share of traffic that `promote` gives the version. Several shares, such as `10%, 50%, 100%`, are steps; each is read back before the next. Other commands accept only `100%`.',
      default: '100%',
    }),
    'required-secrets': input.names({
      ...variableName,
      description:
        'Secrets that the Worker must have in this environment, in addition to those of its configuration.',
    }),
    'required-bindings': input.names({
      ...variableName,
      description:
        'Bindings that the Worker must have in this environment, in its configuration and in the deployed version.',
    }),
    secrets: input.names({
      ...variableName,
      description:
        "Names in this step's `env:`. Their values are sent as secrets, together with the code. Other secrets stay as they are. Needs wrangler 4.74.0.",
    }),
    vars: input.pairs({
      description: 'Variables of the Worker, in addition to those of its configuration. Never printed.',
    }),
    'routes-policy': input.choice({
      description:
        'What to do if the routes in Cloudflare differ from the configuration: `strict` fails the run, `report` only reports the difference, `off` does not read the routes.',
      values: ['strict', 'report', 'off'],
      default: 'strict',
    }),
    message: input.text({ description: 'The message of the version and its deployment.' }),
    tag: input.shaped({
      description:
        'The tag of the version. If it is a commit, later runs use it to find the order of versions.',
      shape: /^[\w.-]{1,100}$/,
      says: 'up to 100 letters, digits, ., _ and -',
      default: '${{ github.sha }}',
    }),
    'allow-split': input.flag({
      description: 'Whether a deploy may replace a deployment that splits its traffic between versions.',
      default: 'false',
    }),
    'allow-downgrade': input.flag({
      description: 'Whether a deploy may replace a live version of a newer or unrelated commit.',
      default: 'false',
    }),
    timeout: shared.timeout('10m'),
    'ca-file': shared.caFile(),
    'dry-run': shared.dryRun(),
  },
  removed: {
    apiKey: 'give an API token as `api-token`, because a global key is allowed to do everything',
    email: 'it belongs to a global key; give an API token as `api-token`',
    preCommands: 'write a `run:` step before this one',
    postCommands: 'write a `run:` step after this one',
    quiet: 'leave it out, the log is short',
    packageManager: "leave it out, the project's own wrangler runs",
  },
  outputs: {
    'version-id': { description: 'The version that was uploaded or moved', holds: 'text' },
    'previous-version-id': {
      description: 'The version that was live before; use it for `rollback`',
      holds: 'text',
    },
    'deployment-id': {
      description: 'The deployment that was read back; use it for `expected-deployment-id`',
      holds: 'text',
    },
    'deployment-url': { description: 'The first of `urls`', holds: 'text' },
    urls: { description: 'Every address of the Worker, as a list of URLs', holds: 'json' },
    traffic: { description: 'The share of each version in percent, as read back', holds: 'json' },
    drift: {
      description: 'Differences between the routes in the configuration and in Cloudflare',
      holds: 'json',
    },
    'wrangler-version': { description: 'The wrangler that ran', holds: 'text' },
  },
  reasons,
  uses: [cloudflareReasons, forgeReasons, runnerReasons],
  permissions: [
    { scope: 'contents', access: 'read', why: 'reads the order of commits, unless `allow-downgrade`' },
  ],
  tokenScopes: [
    {
      input: 'api-token',
      service: 'Cloudflare',
      scope: 'Account · Workers Scripts · Edit',
      why: 'reads and writes versions, deployments, names of secrets and custom domains',
    },
    {
      input: 'api-token',
      service: 'Cloudflare',
      scope: 'Zone · Workers Routes · Edit',
      why: 'compares and writes routes; needed only if the configuration has routes',
      when: comparing,
    },
    {
      input: 'api-token',
      service: 'Cloudflare',
      scope: 'Zone · Zone · Read',
      why: 'finds the zone of a route that is written with a zone name, or without a zone',
      when: comparing,
    },
  ],
  environment: [
    { name: 'CLOUDFLARE_API_BASE_URL', description: 'Address of the API, with `/client/v4` at its end' },
    ...proxyVariables,
  ],
})
