import type { Release, ReleaseChange, TagFact } from '@suite/forge'
import { type AssetStep, compareAssets } from './compare-assets.ts'
import { comparePublished } from './compare-published.ts'
import { isSameBody } from './notes/body.ts'
import { readMark } from './notes/mark.ts'
import { reasons } from './reasons.ts'
import { type Refusal, refuse } from './refusal.ts'
import { isOwn, ownDrafts, type Progress, type Seen } from './seen.ts'
import type { Wanted } from './wanted.ts'

/** A write, or what must happen before the next write can be decided. */
export type Write =
  | AssetStep
  | { readonly kind: 'create-draft' }
  | { readonly kind: 'remove-draft'; readonly release: Release }
  | { readonly kind: 'update-draft'; readonly release: Release; readonly change: ReleaseChange }
  | { readonly kind: 'create-tag' }
  | { readonly kind: 'publish'; readonly release: Release }

export type Step =
  | Write
  /** Everything is read again before the release is published. */
  | { readonly kind: 'look' }
  /** A read must catch up with a write. `otherwise` is how the run ends if it does not. */
  | { readonly kind: 'await'; readonly what: string; readonly otherwise: Refusal }
  | { readonly kind: 'done'; readonly release: Release; readonly tag: TagFact }
  | Refusal

/** Returns the next step from what the forge has to the release that is wanted. */
export function nextStep(wanted: Wanted, seen: Seen, progress: Progress): Step {
  const published = seen.releases.filter(({ isDraft }) => !isDraft)
  return published.length > 0
    ? confirm(wanted, seen, progress, published)
    : (refuseDraft(wanted, seen, progress) ?? prepare(wanted, seen, progress))
}

/** The tag has a published release: it is compared, and never written to. */
function confirm(wanted: Wanted, seen: Seen, progress: Progress, published: readonly Release[]): Step {
  const [release, ...more] = published
  if (release === undefined) throw new Error('nothing is published')
  const isOurs = progress.hasPublished || progress.drafts.has(release.id)
  if (!isOurs && wanted.existing === 'fail')
    return refuse(reasons['release-exists'], `the tag ${wanted.tag} has a published release: ${release.url}`)
  if (more.length > 0)
    return refuse(
      reasons['published-differs'],
      `the tag ${wanted.tag} has ${published.length} published releases`,
    )
  const differences = comparePublished(wanted, seen, release)
  if (differences.length > 0)
    return refuse(
      isOurs && !progress.hasPublished ? reasons['draft-changed'] : reasons['published-differs'],
      `the published release ${release.url} differs from the manifest`,
      ...differences,
    )
  if (seen.tag === undefined)
    return unseen(
      `the tag ${wanted.tag}`,
      reasons['release-not-confirmed'],
      `the release of ${wanted.tag} is published, and its tag cannot be read`,
    )
  const [surplus] = ownDrafts(wanted, seen.releases)
  if (surplus !== undefined) return { kind: 'remove-draft', release: surplus }
  if (progress.hasPublished && wanted.makeLatest !== 'legacy') {
    const isLatest = seen.latest === release.id
    if (isLatest !== (wanted.makeLatest === 'true'))
      return unseen(
        'the latest release',
        reasons['latest-differs'],
        `make-latest is ${wanted.makeLatest}, and the release of ${wanted.tag} ${isLatest ? 'is' : 'is not'} the latest one`,
      )
  }
  return { kind: 'done', release, tag: seen.tag }
}

/** Returns why nothing may be written for a tag without a published release. */
function refuseDraft(wanted: Wanted, { tag, releases }: Seen, { drafts }: Progress): Refusal | undefined {
  if (tag !== undefined && tag.commit !== wanted.commit)
    return refuse(
      reasons['tag-elsewhere'],
      `the tag ${wanted.tag} points to ${tag.commit}, and the release is of ${wanted.commit}`,
    )
  if (tag !== undefined && wanted.annotatedTag && !tag.isAnnotated)
    return refuse(reasons['tag-not-annotated'], `the tag ${wanted.tag} exists, and is not annotated`)
  const foreign = releases.filter((release) => release.isDraft && !isOwn(wanted, release))
  if (foreign.length > 0)
    return refuse(
      foreign.some(({ id }) => drafts.has(id)) ? reasons['draft-changed'] : reasons['draft-foreign'],
      ...foreign.map(describeForeign),
    )
  if (drafts.size > 0 && releases.length === 0)
    return refuse(reasons['draft-changed'], `the draft of ${wanted.tag} that this run worked on is gone`)
  return undefined
}

function describeForeign({ url, id, body }: Release): string {
  const mark = readMark(body)
  const origin =
    mark === undefined
      ? 'was not made by this action'
      : `was made for the commit ${mark.commit} and the manifest sha256:${mark.manifest}`
  return `the draft ${id} (${url}) ${origin}`
}

/** Makes the draft equal to what is wanted, and then publishes it. */
function prepare(wanted: Wanted, seen: Seen, { created, mayHaveCreated }: Progress): Step {
  const [draft, ...surplus] = ownDrafts(wanted, seen.releases)
  if (draft === undefined && mayHaveCreated)
    return unseen(
      'the draft',
      reasons['release-not-confirmed'],
      `a draft of ${wanted.tag} may have been created, and cannot be read`,
    )
  if (draft === undefined) return { kind: 'create-draft' }
  const unlisted = [...created].some(
    (id) => !seen.listed.has(id) && seen.releases.some((each) => each.id === id),
  )
  // Once the list shows the draft of this run, it also shows every draft that was created before.
  if (unlisted && seen.isWhole)
    return unseen(
      'the draft in the list of releases',
      reasons['release-not-confirmed'],
      `the draft of ${wanted.tag} is not in the list of releases`,
    )
  const last = surplus.at(-1)
  if (last !== undefined) return { kind: 'remove-draft', release: last }
  const change = changeOf(wanted, seen, draft)
  if (change !== undefined) return { kind: 'update-draft', release: draft, change }
  const step = compareAssets(wanted, draft, seen.assets)
  if (step !== undefined) return step
  if (!seen.isWhole) return { kind: 'look' }
  if (wanted.annotatedTag && seen.tag === undefined) return { kind: 'create-tag' }
  return { kind: 'publish', release: draft }
}

function changeOf({ commit, title, body }: Wanted, { tag }: Seen, draft: Release): ReleaseChange | undefined {
  const change: ReleaseChange = {
    // Where the tag exists, it decides, and a forge may name a branch here.
    ...(tag === undefined && draft.target !== commit ? { target: commit } : {}),
    ...(draft.name === title ? {} : { name: title }),
    ...(isSameBody(draft.body, body) ? {} : { body }),
  }
  return Object.keys(change).length > 0 ? change : undefined
}

function unseen(what: string, reason: Refusal['reason'], otherwise: string): Step {
  return { kind: 'await', what, otherwise: refuse(reason, otherwise) }
}
