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
  description: 'Probes a deployed Worker, and keeps requests, answers and expectations as proof',
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
      description: 'The address of the Worker: its origin, with a path if it has one.',
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
    secrets: input.names({
      shape: /^[A-Za-z_]\w{0,127}$/,
      says: 'a name of letters, digits and _',
      description:
        "Names in this step's `env:` that the probe file may use as `{{env.NAME}}` in the path, headers and body of a request. The values are in no log, proof or output.",
    }),
    issuer: input.text({
      description: 'The expected `iss` of a token. Default: the origin of `base-url`.',
    }),
    'expected-version': input.shaped({
      description: 'The id of the version that must answer, as the Worker names it in its answers.',
      shape: /^[\x21-\x7e]{1,100}$/,
      says: 'up to 100 visible ASCII characters, such as the id of a version',
    }),
    'worker-name': input.shaped({
      description:
        'The name of the Worker. With it, `expected-version` answers even if it has no traffic yet.',
      shape: /^[a-z*][a-z0-9_.*-]{0,254}$/,
      says: 'the name of a Worker, which begins with a letter',
    }),
    timeout: input.duration({
      description:
        'How long the whole run may take. The last quarter, at most 10 s, is kept for writing and uploading the proofs; until then, probes are repeated.',
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
        'The folder for the proofs. Default: a new folder in `RUNNER_TEMP`, or `ops/proofs` outside of a runner.',
    }),
    'artifact-name': input.text({
      description: 'The name of the artifact with the proofs.',
      default: 'post-deploy-proofs',
      emptyMeans: 'no upload',
    }),
    'kv-namespace-id': input.shaped({
      description: 'The id of the KV namespace to probe. The KV probe runs only with it.',
      shape: /^[0-9a-f]{32}$/,
      says: '32 hexadecimal digits',
    }),
    'kv-binding': input.text({
      description: 'The name of the binding that the proof shows.',
      default: 'KV_PREFS',
    }),
    'api-token': input.secret({
      description: 'A Cloudflare API token. Only the KV probe uses it.',
      required: withKv,
    }),
    'account-id': input.shaped({
      description: 'The account of the namespace.',
      shape: /^[0-9a-f]{32}$/,
      says: '32 hexadecimal digits',
      required: withKv,
    }),
    'on-inconclusive': input.choice({
      description:
        'What to do if a probe could not be decided: `fail` fails the run, `warn` gives the verdict `skip`.',
      values: ['fail', 'warn'],
      default: 'fail',
    }),
    'ca-file': shared.caFile(),
  },
  outputs: {
    passed: { description: 'How many probes passed', holds: 'number' },
    failed: { description: 'How many probes failed or could not be run', holds: 'number' },
    inconclusive: { description: 'How many probes could not be decided', holds: 'number' },
    probes: { description: 'Each probe with its state, attempts and latency', holds: 'json' },
    'proof-dir': { description: 'The folder of the proofs', holds: 'text' },
    'evidence-path': { description: 'Path of `evidence.json`, the canonical evidence', holds: 'text' },
    'evidence-digest': { description: 'Its SHA-256, equal for equal behaviour', holds: 'text' },
    'artifact-id': { description: 'The id of the artifact, if one was uploaded', holds: 'text' },
    'time-to-converge': {
      description: 'Seconds until all probes passed and kept passing; empty if not all passed',
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
    { name: 'RUNNER_TEMP', description: 'The folder that holds the proofs by default' },
    {
      name: 'CLOUDFLARE_API_BASE_URL',
      description: "Another address of Cloudflare's API, for the KV probe",
    },
    { name: 'ACTIONS_RUNTIME_TOKEN', description: 'Uploads the artifact', secret: true },
    { name: 'ACTIONS_RESULTS_URL', description: 'Where the artifact is uploaded' },
  ],
})
