import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type BundleRun, bundleScene } from '@suite/testkit/bundle'
import type { RunActionOptions } from '@suite/testkit/core'
import { appOrigin, startWorker, type Worker } from './worker.ts'

export { green, red } from '@suite/testkit/bundle'

const nowhere = { apiUrl: 'http://127.0.0.1:9', serverUrl: 'http://127.0.0.1:9', graphqlUrl: '' }

export interface Probing
  extends Pick<RunActionOptions, 'inputs' | 'environment' | 'node' | 'signal' | 'reader'> {
  /** Files of the working tree. */
  readonly files?: Readonly<Record<string, string>>
  readonly event?: { readonly name: string; readonly payload: unknown }
}

export interface Probed extends BundleRun {
  /** The text of each proof, by file name. */
  readonly proofs: ReadonlyMap<string, string>
  /** Everything that was printed or kept, in one text. */
  readonly everything: string
  readonly probes: readonly Readonly<Record<string, unknown>>[]
}

export interface Scene {
  readonly worker: () => Worker
  probe(probing?: Probing): Promise<Probed>
}

/** Starts a Worker for each test, and runs the action against it. Proofs are not uploaded. */
export function setScene(): Scene {
  const { world, run } = bundleScene({
    action: 'cf-probes',
    lives: 'test',
    open: async () => ({
      worker: await startWorker(),
      folder: await mkdtemp(join(tmpdir(), 'cf-probes-')),
    }),
    close: async ({ worker, folder }) => {
      await worker.close()
      await rm(folder, { recursive: true, force: true })
    },
  })
  let runs = 0
  return {
    worker: () => world().worker,
    async probe({ files = {}, inputs = {}, event = { name: 'push', payload: {} }, ...rest } = {}) {
      const { worker, folder } = world()
      const workspace = join(folder, String(++runs))
      const proofDir = join(workspace, 'proofs')
      for (const [path, text] of Object.entries({ 'README.md': '', ...files })) {
        await mkdir(dirname(join(workspace, path)), { recursive: true })
        await writeFile(join(workspace, path), text)
      }
      const ran = await run({
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
          // A run that is decided does not wait for it, however busy the machine is.
          timeout: '60s',
          ...inputs,
        },
        ...rest,
      })
      const proofs = await readFolder(proofDir)
      return {
        ...ran,
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
