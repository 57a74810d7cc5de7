import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { DenoFolders } from './deno/environment.ts'
import type { MachineFolders } from './permissions/leaks.ts'
import type { Source } from './ports.ts'

/** The folders of a run, below the temporary folder of the runner. deno writes some of their paths into binaries. */
export interface RunFolders {
  /** Holds all of the others, and nothing else. */
  readonly root: string
  readonly source: string
  readonly deno: DenoFolders
  readonly archives: string
  /** Where the binaries of a build go. */
  readonly build: (number: number) => string
}

/** Returns the folders of a run. They are the same in each run, so that it builds the same bytes. */
export function foldersBelow(temporary: string): RunFolders {
  const root = join(temporary, 'deno-multi-target-compile')
  return {
    root,
    source: join(root, 'source'),
    deno: { denoDir: join(root, 'deno'), home: join(root, 'home'), temporary: join(root, 'temporary') },
    archives: join(root, 'archives'),
    build: (number) => join(root, `build-${number}`),
  }
}

/** Returns the folders that no binary may name. */
export function machineFolders(
  { laidOut, project }: Source,
  { root }: RunFolders,
  workspace: string,
  usesSet: boolean,
): MachineFolders {
  return {
    project: join(laidOut.folder, dirname(project.config ?? project.entrypoint)),
    others: [laidOut.folder, root, workspace, homedir()],
    above: usesSet ? foldersAbove(laidOut.folder) : [],
  }
}

function foldersAbove(folder: string): readonly string[] {
  const above = dirname(folder)
  return above === folder ? [] : [above, ...foldersAbove(above)]
}
