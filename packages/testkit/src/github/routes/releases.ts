import type { ReleaseState } from '../../releases/state.ts'
import { listed, newRelease } from '../../releases/state.ts'
import { allows, bodyOf, type Call, endpoint, paged } from '../endpoint.ts'
import { releaseJson } from '../present-release.ts'
import { invalid, notFound, problem } from '../problems.ts'
import { publishRelease, requireShortBody, requireTarget } from '../release-rules.ts'

const docs = 'releases/releases'
const read = { docs, needs: ['contents:read'] } as const
const write = { docs, needs: ['contents:write'] } as const

export const releaseEndpoints = [
  // Drafts are shown only to those who may write.
  endpoint('GET', '/repos/:owner/:repo/releases', read, (call) => {
    const shown = listed(call.repository.releases.all).filter((release) => isVisible(call, release))
    return paged(call, shown, show(call))
  }),

  endpoint('POST', '/repos/:owner/:repo/releases', write, async (call) => {
    const { state, repository, token } = call
    const given = bodyOf(call)
    const tag = text(given.tag_name)
    if (tag === undefined)
      throw invalid(docs, { resource: 'Release', code: 'missing_field', field: 'tag_name' })
    const body = text(given.body) ?? ''
    requireShortBody(body)
    const release = newRelease(state, {
      tag,
      target: text(given.target_commitish) ?? repository.defaultBranch,
      name: text(given.name) ?? '',
      body,
      isPrerelease: given.prerelease === true,
      author: token.actor,
    })
    await requireTarget(repository, release, token)
    if (given.draft !== true) await publishRelease(state, repository, release, token)
    release.hiddenReads = repository.releases.behaviour.listLag
    repository.releases.all.push(release)
    return { status: 201, body: show(call)(release) }
  }),

  endpoint('GET', '/repos/:owner/:repo/releases/latest', read, (call) => {
    const { all, latest } = call.repository.releases
    const stable = all.filter(({ isDraft, isPrerelease }) => !isDraft && !isPrerelease)
    const release = stable.find(({ id }) => id === latest) ?? stable.at(-1)
    if (!release) throw notFound(docs)
    return { status: 200, body: show(call)(release) }
  }),

  endpoint('GET', '/repos/:owner/:repo/releases/tags/:tag', read, (call) => {
    const { tag } = call.request.params
    const release = call.repository.releases.all.find((each) => !each.isDraft && each.tag === tag)
    if (!release) throw notFound(docs)
    return { status: 200, body: show(call)(release) }
  }),

  endpoint('POST', '/repos/:owner/:repo/releases/generate-notes', write, async (call) => {
    const given = bodyOf(call)
    const [tag, previous] = [text(given.tag_name), text(given.previous_tag_name)]
    const { state, repository } = call
    if (previous !== undefined && !(await repository.store.info(`refs/tags/${previous}`)))
      throw invalid(docs, { resource: 'Release', code: 'invalid', field: 'previous_tag_name' })
    const range = previous === undefined ? `commits/${tag}` : `compare/${previous}...${tag}`
    const link = `${state.url}/${repository.fullName}/${range}`
    return { status: 200, body: { name: tag ?? '', body: `**Full Changelog**: ${link}` } }
  }),

  endpoint('GET', '/repos/:owner/:repo/releases/:id', read, (call) => ({
    status: 200,
    body: show(call)(releaseOf(call)),
  })),

  endpoint('PATCH', '/repos/:owner/:repo/releases/:id', write, async (call) => {
    const { state, repository, token } = call
    const release = releaseOf(call)
    const given = bodyOf(call)
    const [tag, target] = [text(given.tag_name), text(given.target_commitish)]
    if (release.isImmutable && tag !== undefined && tag !== release.tag)
      throw problem(422, 'Cannot change the tag of an immutable release', docs)
    if (text(given.body) !== undefined) requireShortBody(String(given.body))
    const wanted = {
      ...release,
      tag: tag ?? release.tag,
      target: target ?? release.target,
      isPrerelease: typeof given.prerelease === 'boolean' ? given.prerelease : release.isPrerelease,
    }
    if (given.make_latest === 'true' && wanted.isPrerelease)
      throw problem(422, 'A prerelease cannot be the latest release', docs)
    if (target !== undefined) await requireTarget(repository, wanted, token)
    const { name, body } = given
    Object.assign(release, {
      tag: wanted.tag,
      target: wanted.target,
      name: text(name) ?? release.name,
      body: text(body) ?? release.body,
    })
    if (release.isDraft && given.draft === false) await publishRelease(state, repository, release, token)
    release.isPrerelease = wanted.isPrerelease
    if (given.make_latest === 'true') repository.releases.latest = release.id
    return { status: 200, body: show(call)(release) }
  }),

  endpoint('DELETE', '/repos/:owner/:repo/releases/:id', write, (call) => {
    const { all } = call.repository.releases
    all.splice(all.indexOf(releaseOf(call)), 1)
    return { status: 204 }
  }),

  endpoint(
    'GET',
    '/repos/:owner/:repo/immutable-releases',
    { docs: 'repos/repos', needs: ['administration:read'] },
    ({ repository }) => {
      if (!repository.releases.behaviour.immutable) throw notFound('repos/repos')
      return { status: 200, body: { enabled: true, enforced_by_owner: false } }
    },
  ),

  endpoint(
    'GET',
    '/repos/:owner/:repo/attestations/:digest',
    { docs: 'repos/attestations', needs: ['attestations:read'] },
    ({ repository, request }) => {
      const { digest } = request.params
      const found = repository.releases.attestations.filter((attestation) => {
        if (`sha1:${attestation.object}` !== digest) return false
        attestation.readsLeft -= 1
        return attestation.readsLeft < 0
      })
      if (found.length === 0) throw notFound('repos/attestations')
      const attestations = found.map(({ payload }) => ({
        bundle: {
          mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
          verificationMaterial: {},
          dsseEnvelope: { payload, payloadType: 'application/vnd.in-toto+json', signatures: [{ sig: '' }] },
        },
        repository_id: repository.id,
        initiator: 'github',
      }))
      return { status: 200, body: { attestations } }
    },
  ),
]

const show = (call: Call<never>) => (release: ReleaseState) =>
  releaseJson(call.state, call.repository, release)

function isVisible({ token }: Call<never>, { isDraft }: ReleaseState): boolean {
  return !isDraft || allows(token, 'contents:write')
}

/**
 * Returns the release of `:id`.
 *
 * @throws AnswerError if there is none that the token may see
 */
export function releaseOf(call: Call<'id'>): ReleaseState {
  const release = call.repository.releases.all.find(({ id }) => String(id) === call.request.params.id)
  if (!release || !isVisible(call, release)) throw notFound(docs)
  return release
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
