import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import {
  changedOnDisk,
  committedFiles,
  openClone,
  readBlobs,
  readChangedLines,
  readCheckout,
  readGenerated,
  trackedPaths,
} from '@suite/changes/clone'
import type { Forge } from '@suite/forge'
import { type Run, realWorkspace } from '@suite/runner'
import { createFiles } from './files.ts'
import { findComparison } from './find-comparison.ts'
import type { Ports } from './ports.ts'
import { createReportFiles } from './tracefiles/report-files.ts'

/** Returns the ports of a run: the checkout in the workspace, the disk of the runner, and the forge. */
export function connectPorts(
  { environment, signal, deadline }: Pick<Run<unknown>, 'environment' | 'signal' | 'deadline'>,
  forge: Forge,
): Ports {
  const workspace = resolve(environment.workspace)
  const temporary = environment.variables.RUNNER_TEMP || tmpdir()
  const clone = openClone(workspace, signal, { deadline })
  return {
    clone: {
      comparison: async (event, base) => findComparison(clone, await readCheckout(clone), event, base),
      changedLines: (left, right) => readChangedLines(clone, left, right),
      changedOnDisk: (files) => changedOnDisk(clone, files),
      committed: (paths) => committedFiles(clone, paths),
      trackedPaths: () => trackedPaths(clone),
      generated: (commit, paths) => readGenerated(clone, commit, paths),
      blobs: (ids) => readBlobs(clone, ids),
    },
    roots: [...new Set([workspace, realWorkspace(environment)])],
    temporary,
    reports: createReportFiles(workspace),
    files: createFiles(workspace, temporary),
    forge,
  }
}
