import { setTimeout as sleep } from 'node:timers/promises'
import { connectForge } from '@suite/forge'
import { connectReleases } from '@suite/forge/releases'
import { fileSource } from '@suite/http'
import type { Run } from '@suite/runner'
import { readFolder, readSmallFile } from './files/read-folder.ts'
import type { Inputs } from './inputs.ts'
import type { Ports } from './ports.ts'

/** Returns the ports of a run, without a request. */
export function connectPorts(run: Run<Inputs>): Ports {
  const { token } = run.inputs
  const { repository } = connectForge(run, token)
  return {
    files: { readFolder, readSmall: readSmallFile, source: fileSource },
    releases: connectReleases(run, token),
    ancestry: {
      headOfDefaultBranch: async () => {
        const name = await repository.defaultBranch()
        return { name, commit: await repository.headOf(name) }
      },
      isAncestor: repository.isAncestor,
      tags: repository.tags,
    },
    remaining: () => run.deadline.remaining(),
    wait: async (milliseconds) => {
      // A run that is cancelled ends at its next write or request.
      await sleep(milliseconds, undefined, { signal: run.signal }).catch(() => undefined)
    },
  }
}
