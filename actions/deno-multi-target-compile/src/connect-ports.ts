import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { connectReleases } from '@suite/forge/releases'
import { realWorkspace } from '@suite/runner'
import type { CompileRun } from './action.ts'
import { compareFiles } from './compare-files.ts'
import { explainDisk } from './explain-disk.ts'
import { foldersBelow } from './folders.ts'
import { openCompiler } from './open-compiler.ts'
import { claimFolder } from './output-folder.ts'
import type { Ports } from './ports.ts'
import { readSource } from './read-source.ts'
import { runOnce } from './smoke.ts'
import { hostTarget } from './targets.ts'
import { writeAssets } from './write-assets.ts'

/** Returns the ports of a run: the checkout in the workspace, deno, and the disk of the runner. */
export function connectPorts(run: CompileRun): Ports {
  const { environment, deadline, signal } = run
  const { token } = run.inputs
  const workspace = realWorkspace(environment)
  const temporary = environment.variables.RUNNER_TEMP || tmpdir()
  const folders = foldersBelow(temporary)
  return {
    readSource: (plan) => readSource(plan, { workspace, to: folders.source, signal, deadline }),
    openCompiler: (plan, source) => openCompiler(run, plan, source, folders, workspace),
    compareFiles,
    async runOnce(target, program, { inputs }) {
      const { 'smoke-args': args = [], version } = inputs
      const timeout = deadline.remaining()
      return runOnce({ target, program, args, version, temporary: folders.root, timeout, signal })
    },
    host: hostTarget(process.platform, process.arch),
    releases: token === undefined ? undefined : connectReleases(run, token),
    claimFolder: (given, names) => claimFolder(given, names, { workspace, temporary, scratch: folders.root }),
    writeAssets,
    explain: (error) => explainDisk(error, folders.root),
    cleanUp: () => rm(folders.root, { recursive: true, force: true }).catch(() => undefined),
  }
}
