import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OutsideError } from '@suite/errors'
import { type Git, gitIn, readRemoteRefs } from './git.ts'
import type { SourceFacts } from './plan.ts'

/** The branch that people merge into, and whether it contains the commit to release. */
export interface DefaultBranch {
  readonly name: string
  readonly containsSource: boolean
}

/**
 * Reads the state of the clone and of the remote that a release depends on. It needs no build, and changes no ref,
 * index or tracked file.
 * @throws OutsideError `git-failed`
 */
export async function readSource(folder: string, remote: string): Promise<SourceFacts> {
  const git = gitIn(folder)
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  const status = await git(['status', '--porcelain', '--untracked-files=all'])
  const tags = await git(['tag', '--list'])
  return {
    version,
    source: await git(['rev-parse', '--verify', 'HEAD^{commit}']),
    changed: lines(status).map((line) => line.slice(3)),
    remoteRefs: await readRemoteRefs(git, remote),
    localTags: lines(tags),
  }
}

/** Returns who publishes, as git writes it into a commit; undefined if git would have to guess. */
export async function readIdentity(git: Git): Promise<string | undefined> {
  try {
    const onlyGiven = ['-c', 'user.useConfigOnly=true', 'var']
    await git([...onlyGiven, 'GIT_AUTHOR_IDENT'])
    return await git([...onlyGiven, 'GIT_COMMITTER_IDENT'])
  } catch (error) {
    if (error instanceof OutsideError) return undefined
    throw error
  }
}

/**
 * Returns the default branch of the remote, which it fetches without a ref; undefined if the remote shows none, or one
 * that holds releases, because it then has no sources.
 */
export async function readDefaultBranch(
  git: Git,
  remote: string,
  source: string,
): Promise<DefaultBranch | undefined> {
  const listed = await git(['ls-remote', '--symref', remote, 'HEAD'])
  const ref = /^ref: (refs\/heads\/\S+)\tHEAD$/m.exec(listed)?.[1]
  const tip = /^([0-9a-f]{40,64})\tHEAD$/m.exec(listed)?.[1]
  if (ref === undefined || tip === undefined || ref.startsWith('refs/heads/releases/')) return undefined
  await git(['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--refmap=', remote, ref])
  const missing = await git(['rev-list', '--max-count=1', source, `^${tip}`])
  return { name: ref.slice('refs/heads/'.length), containsSource: missing === '' }
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}
