import { listed, newRelease, type ReleaseState } from '../../releases/state.ts'
import { allows, bodyOf, type Call, endpoint, notFound, paged, problem, requireWrite } from '../endpoint.ts'
import { releaseJson } from '../present-release.ts'
import { publishRelease } from '../release-rules.ts'

const reads = ['releases', 'contents']

export const releaseEndpoints = [
  // Drafts are shown only to those who may write.
  endpoint('GET', '/repos/:owner/:repo/releases', reads, (call) => {
    const shown = listed(call.repository.releases.all).filter((release) => isVisible(call, release))
    return paged(call, shown, show(call))
  }),

  // One release of a tag at most, drafts included.
  endpoint('POST', '/repos/:owner/:repo/releases', reads, async (call) => {
    requireReleases(call)
    const { state, repository, token } = call
    const given = bodyOf(call)
    const tag = text(given.tag_name)
    if (tag === undefined) throw problem(422, '[TagName]: Required')
    if (repository.releases.all.some((each) => each.tag === tag)) throw problem(409, 'Release is has no Tag')
    const release = newRelease(state, {
      tag,
      target: text(given.target_commitish) ?? repository.defaultBranch,
      name: text(given.name) ?? '',
      body: text(given.body) ?? '',
      isPrerelease: given.prerelease === true,
      author: token.actor,
    })
    if (given.draft !== true)
      await publishRelease(state, repository, release, { noCommit: 404, protectedTag: 422 })
    release.hiddenReads = repository.releases.behaviour.listLag
    repository.releases.all.push(release)
    return { status: 201, body: show(call)(release) }
  }),

  endpoint('GET', '/repos/:owner/:repo/releases/latest', reads, (call) => {
    const stable = call.repository.releases.all.filter(
      ({ isDraft, isPrerelease }) => !isDraft && !isPrerelease,
    )
    const release = stable.at(-1)
    if (!release) throw notFound()
    return { status: 200, body: show(call)(release) }
  }),

  // Drafts, too, for those who may write.
  endpoint('GET', '/repos/:owner/:repo/releases/tags/:tag', reads, (call) => {
    const release = call.repository.releases.all.find(({ tag }) => tag === call.request.params.tag)
    if (!release || !isVisible(call, release)) throw notFound()
    return { status: 200, body: show(call)(release) }
  }),

  endpoint('GET', '/repos/:owner/:repo/releases/:id', reads, (call) => ({
    status: 200,
    body: show(call)(releaseOf(call)),
  })),

  // An empty text changes nothing.
  endpoint('PATCH', '/repos/:owner/:repo/releases/:id', reads, async (call) => {
    requireReleases(call)
    const release = releaseOf(call)
    const given = bodyOf(call)
    const publishes = release.isDraft && given.draft === false
    const wanted = {
      tag: text(given.tag_name) ?? release.tag,
      target: text(given.target_commitish) ?? release.target,
      name: text(given.name) ?? release.name,
      body: text(given.body) ?? release.body,
      isPrerelease: typeof given.prerelease === 'boolean' ? given.prerelease : release.isPrerelease,
    }
    const failure = { noCommit: 500, protectedTag: 500 }
    if (publishes) {
      const published = { ...release, ...wanted }
      await publishRelease(call.state, call.repository, published, failure)
      Object.assign(release, { isDraft: false, publishedAt: published.publishedAt })
    }
    Object.assign(release, wanted)
    return { status: 200, body: show(call)(release) }
  }),

  endpoint('DELETE', '/repos/:owner/:repo/releases/:id', reads, (call) => {
    requireReleases(call)
    const { all } = call.repository.releases
    all.splice(all.indexOf(releaseOf(call)), 1)
    return { status: 204 }
  }),
]

const show = (call: Call<never>) => (release: ReleaseState) =>
  releaseJson(call.state, call.repository, release)

/** @throws AnswerError if the token may not write releases */
export function requireReleases(call: Call<never>): void {
  requireWrite(call, ['releases'], 'user should have a permission to write to a repo')
}

function isVisible({ state, token }: Call<never>, { isDraft }: ReleaseState): boolean {
  return !isDraft || allows(state, token, 'releases', 'write')
}

/**
 * Returns the release of `:id`.
 *
 * @throws AnswerError if there is none that the token may see
 */
export function releaseOf(call: Call<'id'>): ReleaseState {
  const release = call.repository.releases.all.find(({ id }) => String(id) === call.request.params.id)
  if (!release || !isVisible(call, release)) throw notFound()
  return release
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
