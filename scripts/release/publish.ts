import { OutsideError } from '@suite/errors'
import { type Git, readRemoteRefs } from './git.ts'
import type { ReleasePlan } from './plan.ts'
import { releaseReasons } from './reasons.ts'

/** The objects of a release. No ref points to them yet. */
export interface Release {
  readonly plan: ReleasePlan
  /** Commit on the release branch. */
  readonly commit: string
  /** The annotated tag object of the commit. */
  readonly tag: string
}

/** One ref of the remote: its target before and after. */
export interface Update {
  readonly ref: string
  readonly from: string | undefined
  readonly to: string
}

/**
 * Writes the commit and the tag object of a plan into the object store. Their time is that of the source commit, so
 * that a dry run shows the id that the release will have.
 */
export async function writeRelease(git: Git, remote: string, plan: ReleasePlan): Promise<Release> {
  if (plan.parent !== undefined)
    await git(['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--refmap=', remote, plan.branch])
  const date = await git(['show', '--no-patch', '--format=%cd', '--date=raw', plan.source])
  const env = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
  const parents = plan.parent === undefined ? [] : ['-p', plan.parent]
  const commit = await git(['commit-tree', plan.tree, ...parents, '-F', '-'], {
    env,
    input: plan.commitMessage,
  })
  const tagger = await git(['var', 'GIT_COMMITTER_IDENT'], { env })
  const name = plan.versionTag.slice('refs/tags/'.length)
  const header = `object ${commit}\ntype commit\ntag ${name}\ntagger ${tagger}\n`
  const tag = await git(['mktag'], { input: `${header}\n${plan.tagMessage}` })
  return { plan, commit, tag }
}

/** Returns the changes of the remote; they are the same for a dry run. */
export function updatesOf({ plan, commit, tag }: Release): readonly Update[] {
  return [
    { ref: plan.branch, from: plan.parent, to: commit },
    { ref: plan.versionTag, from: undefined, to: tag },
    { ref: plan.majorTag, from: plan.majorBefore, to: commit },
  ]
}

/**
 * Pushes all or nothing. The branch and the version tag are never forced; the major tag moves only from its known
 * position. Then reads the remote back.
 * @throws OutsideError `push-refused` if the remote has moved or refuses, `push-unconfirmed` if the read-back differs
 */
export async function publish(git: Git, remote: string, release: Release): Promise<void> {
  const { plan } = release
  const updates = updatesOf(release)
  const lease = `--force-with-lease=${plan.majorTag}:${plan.majorBefore ?? ''}`
  const refspecs = updates.map(({ ref, to }) => `${to}:${ref}`)
  try {
    await git(['push', '--quiet', '--atomic', '--no-follow-tags', lease, remote, ...refspecs])
  } catch (cause) {
    throw new OutsideError(
      releaseReasons['push-refused'],
      `nothing was published: ${cause instanceof Error ? cause.message : cause}`,
      'If another release came first, start again from its state.',
      { cause },
    )
  }
  const refs = await readRemoteRefs(git, remote)
  const astray = updates.filter(({ ref, to }) => refs.get(ref) !== to).map(({ ref }) => ref)
  if (astray.length > 0)
    throw new OutsideError(
      releaseReasons['push-unconfirmed'],
      `the push was accepted, but ${astray.join(', ')} names something else`,
      'Look at the remote before anything else is done: another push moved it at the same time.',
    )
}
