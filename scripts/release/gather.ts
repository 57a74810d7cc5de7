import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bundle, ReleaseFacts } from './plan.ts'
import { readSource } from './read-source.ts'
import type { Project } from './stage.ts'
import { buildTree } from './tree.ts'

/**
 * Reads everything that determines a release of a project whose bundles are built. Writes objects into the
 * repository's store, and the published files into `staging`; changes no ref, index or tracked file.
 * @throws OutsideError `git-failed`
 */
export async function gatherFacts(
  project: Project,
  { remote, staging }: { readonly remote: string; readonly staging: string },
): Promise<ReleaseFacts> {
  return {
    ...(await readSource(project.folder, remote)),
    bundles: await Promise.all(project.actions.map((name) => readBundle(project.folder, name))),
    ...(await buildTree(project, staging)),
  }
}

async function readBundle(folder: string, name: string): Promise<Bundle> {
  const { version, commit } = await readJson<Omit<Bundle, 'name'>>(join(folder, 'dist', name, 'package.json'))
  return { name, version: String(version), commit: String(commit) }
}

async function readJson<Shape>(file: string): Promise<Shape> {
  return JSON.parse(await readFile(file, 'utf8'))
}
