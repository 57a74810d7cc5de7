import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ArtifactService } from '@suite/testkit/artifacts'
import { runInWorld, type World } from '@suite/testkit/sweep'
import { rememberAnswers, type Sent } from './sent-answers.ts'
import { startVersionedWorker, type VersionedWorker } from './versioned-worker.ts'
import { appOrigin } from './worker.ts'

/** What a scenario gives to the action. */
export interface Probing {
  readonly inputs?: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly secrets?: readonly string[]
}

/** A Worker, and a folder for the proofs. */
export interface Probed {
  readonly worker: VersionedWorker
  readonly sent: () => readonly Sent[]
  /** Returns the proofs on the disk: the text of each, by file name. */
  proofs(): Promise<Readonly<Record<string, string>>>
  /** Returns what all scenarios have in common. */
  world(probing: Probing): Pick<World, 'hosts' | 'secrets' | 'subjects' | 'run' | 'left' | 'close'>
}

const nowhere = { apiUrl: 'http://127.0.0.1:9', serverUrl: 'http://forge.localhost', graphqlUrl: '' }

/** Starts a Worker, and probes it twice in a row. */
export async function openProbed(): Promise<Probed> {
  const [worker, folder] = await Promise.all([startVersionedWorker(), mkdtemp(join(tmpdir(), 'probed-'))])
  const remembering = rememberAnswers(worker.host)
  const workspace = join(folder, 'shop')
  const proofDir = join(folder, 'proofs')
  const proofs = () => readFolder(proofDir)
  return {
    worker,
    sent: remembering.sent,
    proofs,
    world: ({ inputs = {}, files = {}, environment = {}, secrets = [] }) => ({
      hosts: { worker: remembering.host },
      secrets,
      subjects: ['artifact', 'proof', 'ai-binding', 'jwks', 'auth-guest', 'cors-si-ask', 'kv-prefs'],
      async run(changes) {
        for (const [path, text] of Object.entries({ 'README.md': '', ...files })) {
          await mkdir(dirname(join(workspace, path)), { recursive: true })
          await writeFile(join(workspace, path), text)
        }
        const given = Object.entries(environment).filter(
          (each): each is [string, string] => each[1] !== undefined,
        )
        return runInWorld(
          'cf-probes',
          {
            forge: nowhere,
            event: { name: 'push', payload: {} },
            repository: 'acme/shop',
            sha: 'c'.repeat(40),
            ref: 'refs/heads/main',
            workspace,
            inputs: {
              'base-url': worker.host.url,
              'app-origin': appOrigin,
              'artifact-name': '',
              'proof-dir': proofDir,
              consecutive: '2',
              timeout: '60s',
              ...inputs,
            },
            environment: Object.fromEntries(given),
          },
          changes,
        )
      },
      left: proofs,
      async close() {
        await Promise.all([worker.host.close(), rm(folder, { recursive: true, force: true })])
      },
    }),
  }
}

/** The seconds that a cell gives a run. A Worker that answers wrongly for good is probed until the deadline. */
export const patience = 8

/** What another job uploads. */
export const ofAnotherJob = Buffer.from('of another job')

/** Returns what is missing in an artifact: the evidence, or the transcript of a probe. */
export function missingInArtifact(
  service: ArtifactService,
  run: string,
  proofs: readonly string[],
): string | undefined {
  const kept = service.artifacts().filter((each) => each.name === 'post-deploy-proofs' && each.run === run)
  if (kept.length !== 1) return `there are ${kept.length} artifacts`
  // Gitea does not say whose an artifact is, so the bytes tell.
  if (kept[0]?.bytes?.equals(ofAnotherJob)) return 'the artifact is that of another job'
  if (!kept[0]?.bytes) return 'the artifact has no bytes'
  const files = service.files('post-deploy-proofs', run)
  const lacking = ['evidence.json', ...proofs.map((each) => `${each}.txt`)].filter((each) => !files.has(each))
  if (lacking.length > 0) return `the artifact lacks ${lacking.join(', ')}`
  return undefined
}

async function readFolder(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder).catch(() => [])
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  )
}
