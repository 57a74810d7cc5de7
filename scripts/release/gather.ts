import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gitIn, readRemoteRefs } from './git.ts'
import type { Bundle, ReleaseFacts } from './plan.ts'
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
  const git = gitIn(project.folder)
  const { version } = await readJson<{ version: string }>(join(project.folder, 'package.json'))
  const status = await git(['status', '--porcelain', '--untracked-files=all'])
  const tags = await git(['tag', '--list'])
  return {
    version,
    source: await git(['rev-parse', '--verify', 'HEAD^{commit}']),
    changed: lines(status).map((line) => line.slice(3)),
    bundles: await Promise.all(project.actions.map((name) => readBundle(project.folder, name))),
    remoteRefs: await readRemoteRefs(git, remote),
    localTags: lines(tags),
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

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}
