import type { ReleaseState } from '../releases/state.ts'
import { invalid, notFound, type ProblemDetail } from './problems.ts'
import type { RepositoryState, State, Token } from './state.ts'

const docs = 'releases/releases'
const detail = (rest: Partial<ProblemDetail>): ProblemDetail => ({
  resource: 'Release',
  code: 'custom',
  ...rest,
})

/** https://docs.github.com/rest/releases/releases does not say it; GitHub's answer does. */
const longestBody = 125_000

/** @throws AnswerError if the text is too long */
export function requireShortBody(body: string): void {
  if ([...body].length > longestBody)
    throw invalid(
      docs,
      detail({ field: 'body', message: `body is too long (maximum is ${longestBody} characters)` }),
    )
}

/**
 * Returns the commit of a target, which is the one that the tag has if it exists.
 * @throws AnswerError if there is no such commit, or the token may not make a tag there
 */
export async function requireTarget(
  { store, defaultBranch, releases }: RepositoryState,
  { tag, target }: { readonly tag: string; readonly target: string },
  token: Token | undefined,
): Promise<string> {
  const tagged = await store.info(`refs/tags/${tag}^{commit}`)
  if (tagged) return tagged.sha
  const commit = await store.resolve(target)
  if (commit === undefined) throw invalid(docs, detail({ field: 'target_commitish', code: 'invalid' }))
  if (releases.behaviour.guardsWorkflows && token?.kind === 'job') {
    const main = await store.resolve(defaultBranch)
    const [there, here] = await Promise.all(
      [main ?? '', commit].map((at) => store.entryAt(at, '.github/workflows')),
    )
    if (there?.sha !== here?.sha) throw notFound(docs)
  }
  return commit
}

/**
 * Publishes a release, and creates its tag.
 * @throws AnswerError if the tag may not be created, or the name was used
 */
export async function publishRelease(
  state: State,
  repository: RepositoryState,
  release: ReleaseState,
  token: Token | undefined,
): Promise<void> {
  const { store, releases } = repository
  const { behaviour } = releases
  const commit = await requireTarget(repository, release, token)
  const ref = `refs/tags/${release.tag}`
  const tagged = await store.info(ref)
  if (behaviour.burntTags.has(release.tag))
    throw invalid(
      docs,
      detail({ field: 'pre_receive', message: `pre_receive ${blocked}` }),
      detail({ field: 'tag_name', message: 'tag_name was used by an immutable release' }),
      detail({ message: 'Published releases must have a valid tag' }),
    )
  if (releases.all.some((other) => other !== release && !other.isDraft && other.tag === release.tag))
    throw invalid(docs, detail({ field: 'tag_name', code: 'already_exists' }))
  if (!tagged && behaviour.blocksTags)
    throw invalid(
      docs,
      detail({ field: 'pre_receive', message: `pre_receive ${blocked}` }),
      detail({ message: 'Published releases must have a valid tag' }),
    )
  if (!tagged) await store.setRef(ref, commit)
  release.isDraft = false
  release.publishedAt = state.now()
  if (!behaviour.immutable) return
  release.isImmutable = true
  behaviour.burntTags.add(release.tag)
  attest(repository, release, tagged?.sha ?? commit)
}

/** What GitHub writes of a ruleset. */
export const blocked =
  'Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n'

/** @see https://github.com/in-toto/attestation/blob/main/spec/predicates/release.md */
function attest({ id, fullName, releases }: RepositoryState, release: ReleaseState, object: string): void {
  const purl = `pkg:github/${fullName}@${release.tag}`
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [
      { uri: purl, digest: { sha1: object } },
      ...release.assets.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    ],
    predicateType: 'https://in-toto.io/attestation/release/v0.1',
    predicate: {
      ownerId: '1',
      purl,
      releaseId: String(release.id),
      repository: fullName,
      repositoryId: String(id),
      tag: release.tag,
    },
  }
  releases.attestations.push({
    release: release.id,
    tag: release.tag,
    object,
    payload: Buffer.from(JSON.stringify(statement)).toString('base64'),
    readsLeft: releases.behaviour.attestationLag,
  })
}

/**
 * Returns the name that GitHub gives to a file.
 * https://docs.github.com/rest/releases/assets#upload-a-release-asset
 */
export function storedName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._+-]/g, '.').replace(/\.+$/, '')
  return plain.startsWith('.') ? `default${plain}` : plain
}
