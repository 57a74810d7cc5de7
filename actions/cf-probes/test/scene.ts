import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RunActionOptions, type RunResult, runAction } from '@suite/testkit/core'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { appOrigin, startWorker, type Worker } from './worker.ts'

/** The action as it ships. */
const bundle = fileURLToPath(new URL('../../../dist/cf-probes', import.meta.url))

const nowhere = { apiUrl: 'http://127.0.0.1:9', serverUrl: 'http://127.0.0.1:9', graphqlUrl: '' }

export interface Probing
  extends Pick<RunActionOptions, 'inputs' | 'environment' | 'node' | 'signal' | 'reader'> {
  /** Files of the working tree. */
  readonly files?: Readonly<Record<string, string>>
  readonly event?: { readonly name: string; readonly payload: unknown }
}

export interface Probed extends RunResult {
  readonly reason: string | undefined
  /** File name → text of what was kept. */
  readonly proofs: ReadonlyMap<string, string>
  /** Everything that was told or kept, in one text. */
  readonly everything: string
  readonly probes: readonly Readonly<Record<string, unknown>>[]
}

export interface Scene {
  readonly worker: () => Worker
  probe(probing?: Probing): Promise<Probed>
}

/** A Worker for the tests of one file, and a way to run the action at it. Proofs are not uploaded. */
export function setScene(): Scene {
  let worker: Worker
  let folder: string
  let runs = 0
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cf-probes-'))
  })
  beforeEach(async () => {
    await worker?.close()
    worker = await startWorker()
  })
  afterAll(async () => {
    await worker?.close()
    await rm(folder, { recursive: true, force: true })
  })
  return {
    worker: () => worker,
    async probe({ files = {}, inputs = {}, event = { name: 'push', payload: {} }, ...rest } = {}) {
      const workspace = join(folder, String(++runs))
      const proofDir = join(workspace, 'proofs')
      for (const [path, text] of Object.entries({ 'README.md': '', ...files })) {
        await mkdir(dirname(join(workspace, path)), { recursive: true })
        await writeFile(join(workspace, path), text)
      }
      const ran = await runAction({
        bundle,
        forge: nowhere,
        event,
        repository: 'acme/shop',
        sha: 'c'.repeat(40),
        ref: 'refs/heads/main',
        workspace,
        inputs: {
          'base-url': worker.url,
          'app-origin': appOrigin,
          'artifact-name': '',
          'proof-dir': proofDir,
          timeout: '2s',
          ...inputs,
        },
        ...rest,
      })
      const proofs = await readFolder(proofDir)
      return {
        ...ran,
        reason: ran.outputs.reason,
        proofs,
        everything: [
          ran.stdout,
          ran.stderr,
          ran.summary,
          ...Object.values(ran.outputs),
          ...proofs.values(),
        ].join('\n'),
        probes: JSON.parse(ran.outputs.probes ?? '[]'),
      }
    },
  }
}

async function readFolder(folder: string): Promise<Map<string, string>> {
  const names = await readdir(folder).catch(() => [])
  return new Map(
    await Promise.all(
      names.sort().map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const),
    ),
  )
}

export const green = { exitCode: 0, outputs: { verdict: 'pass' } }
export const red = { exitCode: 1, outputs: { verdict: 'fail' } }
