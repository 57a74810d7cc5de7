import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { ProgramFailed } from '../shell.ts'
import type { BundleOrder } from './bundle-thread.ts'

/** Bundles in a thread of its own. */
export interface Bundler {
  /**
   * Writes the bundle of a file, with its assets and licences, into a new folder.
   * @throws ProgramFailed if the bundler refuses it
   */
  bundle(order: BundleOrder): Promise<void>
  close(): Promise<void>
}

/** Returns a bundler, whose thread starts with the first bundle. */
export function createBundler(): Bundler {
  let thread: Worker | undefined
  return {
    async bundle(order) {
      thread ??= new Worker(new URL('bundle-thread.ts', import.meta.url))
      thread.postMessage(order)
      const [{ problem }] = await once(thread, 'message')
      if (problem !== undefined) throw new ProgramFailed(`${order.entry} could not be bundled\n${problem}`)
    },
    async close() {
      await thread?.terminate()
    },
  }
}
