import { type ArtifactService, startArtifacts } from '@suite/testkit/artifacts'
import { startCloudflare, type TokenOptions } from '@suite/testkit/cloudflare'
import type { Scenario, World } from '@suite/testkit/sweep'
import { missingInArtifact, ofAnotherJob, openProbed, patience } from './open-probed.ts'
import { askedOfBinding, wrongAnswer } from './right-answers.ts'
import { rememberAnswers } from './sent-answers.ts'

const binding = {
  'ops/probes.yml':
    'probes: [{ name: ai-binding, http: [{ path: /api/ai/binding, expect: { json: { /ai_bound: true } } }] }]\n',
}
const run = 'run-1'

/** Uploads an artifact of this name as another job of the run does. */
async function uploadAsAnother(service: ArtifactService): Promise<void> {
  const { ACTIONS_RUNTIME_TOKEN: token } = service.variables({ run, job: 'job-2' })
  const ask = async (method: string, body: object) => {
    const answer = await fetch(
      `${service.url}/twirp/github.actions.results.api.v1.ArtifactService/${method}`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ workflow_run_backend_id: run, name: 'post-deploy-proofs', ...body }),
      },
    )
    return (await answer.json()) as { signed_upload_url?: string }
  }
  const { signed_upload_url: url } = await ask('CreateArtifact', {})
  if (url === undefined) return
  await fetch(url, { method: 'PUT', body: ofAnotherJob })
  await ask('FinalizeArtifact', { size: '14', hash: 'sha256:x' })
}

function keeps(
  name: string,
  forge: 'github' | 'gitea',
  environment: Readonly<Record<string, string | undefined>> = {},
): Scenario {
  return {
    name,
    deserves: 'pass',
    patience,
    async open() {
      const [probed, service] = await Promise.all([openProbed(), startArtifacts({ forge })])
      const version = 'two'
      probed.worker.deployed = { live: 'one', staged: version }
      const variables = service.variables({ run, job: 'job-1' })
      const lacking = () => missingInArtifact(service, run, ['ai-binding'])
      // What another job does after the last read, no run can see.
      let acted = false
      let lastRead: string | undefined = 'the artifact was not read back'
      service.host.watch({
        after({ method, path }) {
          if (method === 'GET' && path.startsWith('/blobs/')) lastRead = lacking()
        },
      })
      const world = probed.world({
        files: binding,
        inputs: {
          'expected-version': version,
          'worker-name': 'shop-edge',
          'artifact-name': 'post-deploy-proofs',
        },
        environment: { ...variables, ...environment },
        secrets: [variables.ACTIONS_RUNTIME_TOKEN],
      })
      const left: World['left'] = async () => ({
        ...(await world.left?.()),
        ...Object.fromEntries(
          service.artifacts().map((each) => [`the artifact ${each.job}`, each.bytes ?? '']),
        ),
      })
      return {
        ...world,
        hosts: { ...world.hosts, artifacts: service.host },
        granted: () => service.secrets,
        others: {
          'another deployment': async () => {
            probed.worker.deployed = { live: 'three' }
          },
          'an artifact of another job': () => {
            acted = true
            return uploadAsAnother(service)
          },
        },
        async missing() {
          const wrong = wrongAnswer(probed.sent(), [askedOfBinding], { consecutive: 2, version })
          if (wrong !== undefined) return wrong
          return acted ? lastRead : lacking()
        },
        state: async () =>
          service.artifacts().map(({ name: artifact, job }) => ({
            artifact,
            job,
            files: [...service.files(artifact, run).keys()].sort(),
          })),
        left,
        async close() {
          await Promise.all([world.close(), service.close()])
        },
      }
    },
  }
}

export const keepsProofs = keeps('proves a staged version and keeps the proofs', 'github')
export const keepsProofsOnGitea = keeps('proves a staged version and keeps the proofs on Gitea', 'gitea', {
  GITEA_ACTIONS: 'true',
})

function writes(name: string, deserves: 'pass' | 'fail', token: TokenOptions = {}): Scenario {
  return {
    name,
    deserves,
    patience,
    async open() {
      const [probed, cloudflare] = await Promise.all([openProbed(), startCloudflare()])
      const namespace = cloudflare.addNamespace('e'.repeat(32))
      const apiToken = cloudflare.token(token)
      const { host, sent } = rememberAnswers(cloudflare.host)
      const world = probed.world({
        files: { 'ops/probes.yml': 'probes: []\n' },
        inputs: {
          'kv-namespace-id': namespace,
          'account-id': cloudflare.accountId,
          'api-token': apiToken,
        },
        environment: { CLOUDFLARE_API_BASE_URL: cloudflare.url },
        secrets: [apiToken],
      })
      const values = () => cloudflare.kv(namespace)
      return {
        ...world,
        hosts: { cloudflare: host },
        others: {
          'the value is written over': async () => {
            for (const [key, value] of values()) Object.assign(value, { value: `${key} of somebody else` })
          },
        },
        async missing() {
          const asked = sent().map(({ request, answer }) => ({ ...request, answer }))
          const put = asked.findLast(({ method }) => method === 'PUT')
          if (put === undefined) return 'nothing was written'
          const ofKey = asked.filter(({ path }) => path === put.path)
          const read = ofKey.filter(({ method }) => method === 'GET')
          if (!read.some(({ answer }) => answer?.status === 200 && String(answer.body) === String(put.body)))
            return 'the value was not read back'
          if (read.at(-1)?.answer?.status !== 404) return 'the key was not seen to be gone'
          const key = decodeURIComponent(put.path.split('/').at(-1) ?? '')
          return values().has(key) ? 'the key is still there' : undefined
        },
        // A key that a killed run leaves expires by itself.
        state: async () => [...values().values()].filter((each) => each.expirationTtl === undefined).length,
        async close() {
          await Promise.all([world.close(), cloudflare.close()])
        },
      }
    },
  }
}

export const writesToKv = writes('writes to KV and reads it', 'pass')
export const mayNotWrite = writes('does not pass with a token that may not write to KV', 'fail', {
  scopes: ['kv:read'],
})
