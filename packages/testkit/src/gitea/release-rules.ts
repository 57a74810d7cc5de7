import type { ReleaseState } from '../releases/state.ts'
import { problem } from './endpoint.ts'
import type { RepositoryState, State } from './state.ts'

/**
 * Publishes a release, and creates its tag.
 * @param failure the status for a commit that does not exist, and for a protected tag: a change answers 500 to both
 * @throws AnswerError if the tag cannot be created
 */
export async function publishRelease(
  state: State,
  { store, releases }: RepositoryState,
  release: ReleaseState,
  failure: { readonly noCommit: number; readonly protectedTag: number },
): Promise<void> {
  const ref = `refs/tags/${release.tag}`
  if (!(await store.info(ref))) {
    if (releases.behaviour.protectedTags.has(release.tag))
      throw problem(failure.protectedTag, `protected tag name [tag_name: ${release.tag}]`)
    const commit = await store.resolve(release.target)
    if (commit === undefined) throw problem(failure.noCommit, `target "${release.target}" not found`)
    await store.setRef(ref, commit)
  }
  release.isDraft = false
  release.publishedAt = state.now()
}
