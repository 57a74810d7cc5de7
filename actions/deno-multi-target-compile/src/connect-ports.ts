import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { connectReleases } from '@suite/forge/releases'
import type { CompileRun } from './action.ts'
import { claimFolder } from './output-folder.ts'
import type { Ports } from './ports.ts'
import { runOnce } from './smoke.ts'
import { hostTarget } from './targets.ts'
import { writeAssets } from './write-assets.ts'

/** Returns the ports of a run: the checkout in the workspace, deno, and the disk of the runner. */
export function connectPorts(run: CompileRun): Ports {
  const { environment, deadline, signal } = run
  const { token } = run.inputs
  const workspace = resolve(environment.workspace)
  const temporary = environment.variables.RUNNER_TEMP || tmpdir()
  const missing = async () => {
    throw new Error('this cannot compile yet')
  }
  return {
    readSource: missing,
    openCompiler: missing,
    readBinary: missing,
    compareFiles: missing,
    billOfMaterials: missing,
    async runOnce(target, program, { inputs }) {
      const { 'smoke-args': args = [], version } = inputs
      return runOnce({ target, program, args, version, temporary, timeout: deadline.remaining(), signal })
    },
    host: hostTarget(process.platform, process.arch),
    releases: token === undefined ? undefined : connectReleases(run, token),
    claimFolder: (given, names) => claimFolder(given, names, { workspace, temporary }),
    writeAssets,
    async cleanUp() {},
  }
}
