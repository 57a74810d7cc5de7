import { cloudflareReasons } from '@suite/cloudflare/reasons'
import { configFileReasons } from '@suite/config-file/reasons'
import { defineAction, input, proxyVariables, shared } from '@suite/contract'
import { evidenceReasons } from '@suite/evidence/reasons'
import { artifactReasons } from '@suite/runner/artifacts/reasons'
import { runnerReasons } from '@suite/runner/reasons'
import { reasons } from './reasons.ts'

const withKv = { input: 'kv-namespace-id', given: true } as const

export const contract = defineAction({
  name: 'cf-probes',
  title: 'Cloudflare probes',
  description: 'Probes a deployed Worker, and keeps what was sent, answered and expected as proof',
  branding: { icon: 'activity', color: 'orange' },
  // Not the events that may run a stranger's code with a token: pull_request_target, and those of comments and issues.
  events: [
    'push',
    'workflow_dispatch',
    'schedule',
    'repository_dispatch',
    'workflow_run',
    'deployment',
    'deployment_status',
    'release',
    'merge_group',
    'pull_request',
  ],
  inputs: {
    'base-url': input.address({
      description: 'The origin, and path where there is one, under which the Worker answers.',
      required: true,
    }),
    'config-path': input.text({
      description:
        'The probe file, in the working tree. If there is no file at the default path, the default probes run, which are those of the CI/CD playbook; a file at any other path must exist.',
      default: 'ops/probes.yml',
      emptyMeans: 'the default probes, even if there is a file',
    }),
    'app-origin': input.shaped({
      description: 'The origin that CORS must allow. Required without a probe file.',
      shape: /^https?:\/\/[a-z0-9.[\]:-]{1,260}$/,
      says: 'an origin as a browser sends it, such as https://app.example.com',
    }),
    issuer: input.text({
      description: 'What `iss` of a token must be. The origin of `base-url` by default.',
    }),
    'expected-version': input.shaped({
      description: 'The version that must answer, by the id that the Worker echoes.',
      shape: /^[\x21-\x7e]{1,100}$/,
      says: 'up to 100 visible ASCII characters, such as the id of a version',
    }),
    'worker-name': input.shaped({
      description:
        'The Worker, for the header by which Cloudflare answers with `expected-version`, also where it has no traffic yet.',
      shape: /^[a-z*][a-z0-9_.*-]{0,254}$/,
      says: 'the name of a Worker, which begins with a letter',
    }),
    timeout: input.duration({
      description:
        'How long the whole run may take. Probes are repeated until a quarter of it is left, at most 10 s, in which proofs are written and uploaded.',
      default: '120s',
    }),
    consecutive: input.integer({
      description: 'How often in a row a probe must pass, each time on a new connection.',
      min: 1,
      max: 100,
      default: '3',
    }),
    'proof-dir': input.text({
      description:
        'The folder that the proofs are written to. By default a new one under `RUNNER_TEMP`, or `ops/proofs` where there is no runner.',
    }),
    'artifact-name': input.text({
      description: 'The artifact that the proofs are uploaded as.',
      default: 'post-deploy-proofs',
      emptyMeans: 'no upload',
    }),
    'kv-namespace-id': input.shaped({
      description: 'The namespace for the KV probe, which runs only with it.',
      shape: /^[0-9a-f]{32}$/,
      says: '32 hexadecimal digits',
    }),
    'kv-binding': input.text({ description: 'The name of the binding, for the proof.', default: 'KV_PREFS' }),
    'api-token': input.secret({ description: 'A token for the KV probe alone.', required: withKv }),
    'account-id': input.shaped({
      description: 'The account of the namespace.',
      shape: /^[0-9a-f]{32}$/,
      says: '32 hexadecimal digits',
      required: withKv,
    }),
    'on-inconclusive': input.choice({
      description:
        'What a probe that could not be decided means. `warn` gives the verdict `skip`, never `pass`.',
      values: ['fail', 'warn'],
      default: 'fail',
    }),
    'ca-file': shared.caFile(),
  },
  outputs: {
    passed: { description: 'How many probes passed', holds: 'number' },
    failed: { description: 'How many probes failed, or could not be carried out', holds: 'number' },
    inconclusive: { description: 'How many probes could not be decided', holds: 'number' },
    probes: { description: 'Each probe with its state, attempts and latency', holds: 'json' },
    'proof-dir': { description: 'Where the proofs are', holds: 'text' },
    'evidence-path': { description: 'The canonical evidence', holds: 'text' },
    'evidence-digest': { description: 'Its SHA-256, equal for equal behaviour', holds: 'text' },
    'artifact-id': { description: 'The artifact, where one was uploaded', holds: 'text' },
    'time-to-converge': {
      description: 'Seconds until every probe had begun to pass for good; only where all passed',
      holds: 'decimal',
    },
  },
  reasons,
  uses: [evidenceReasons, artifactReasons, cloudflareReasons, configFileReasons, runnerReasons],
  permissions: [],
  tokenScopes: [
    {
      input: 'api-token',
      service: 'Cloudflare',
      scope: 'Account · Workers KV Storage · Edit',
      why: 'puts, reads and deletes one key',
      when: withKv,
    },
  ],
  environment: [
    ...proxyVariables,
    { name: 'RUNNER_TEMP', description: 'Where proofs are written by default' },
    {
      name: 'CLOUDFLARE_API_BASE_URL',
      description: "Another address of Cloudflare's API, for the KV probe",
    },
    { name: 'ACTIONS_RUNTIME_TOKEN', description: 'Uploads the artifact', secret: true },
    { name: 'ACTIONS_RESULTS_URL', description: 'Where the artifact is uploaded' },
  ],
})
