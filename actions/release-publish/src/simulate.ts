import type { TagFact } from '@suite/forge'
import { nextStep, type Write } from './plan.ts'
import type { Refusal } from './refusal.ts'
import { noProgress, type Seen, type SeenAsset } from './seen.ts'
import type { Wanted } from './wanted.ts'

/** Returns what the forge has after a write, if nothing else happens. */
export function simulate(wanted: Wanted, seen: Seen, write: Write): Seen {
  const { releases, assets } = seen
  const newId = 1 + Math.max(0, ...releases.map(({ id }) => id), ...assets.map(({ id }) => id))
  switch (write.kind) {
    case 'create-draft': {
      const draft = {
        id: newId,
        tag: wanted.tag,
        target: wanted.commit,
        name: wanted.title,
        body: wanted.body,
        isDraft: true,
        isPrerelease: wanted.isPrerelease,
        isImmutable: undefined,
        url: '',
        publishedAt: undefined,
        uploadUrl: undefined,
        assets: undefined,
      }
      return { ...seen, releases: [...releases, draft], listed: new Set([...seen.listed, newId]), assets: [] }
    }
    case 'remove-draft':
      return { ...seen, releases: releases.filter(({ id }) => id !== write.release.id) }
    case 'update-draft':
      return {
        ...seen,
        releases: releases.map((each) =>
          each.id === write.release.id ? { ...each, ...write.change } : each,
        ),
      }
    case 'remove-asset':
      return { ...seen, assets: assets.filter(({ id }) => id !== write.asset.id) }
    case 'upload': {
      const asset: SeenAsset = { ...write.file, id: newId, isWhole: true }
      return { ...seen, assets: [...assets, asset] }
    }
    case 'create-tag':
      return { ...seen, tag: tagOf(wanted, true) }
    case 'publish':
      return {
        ...seen,
        tag: seen.tag ?? tagOf(wanted, false),
        releases: releases.map((each) =>
          each.id === write.release.id
            ? { ...each, isDraft: false, isPrerelease: wanted.isPrerelease }
            : each,
        ),
      }
  }
}

function tagOf({ tag, commit }: Wanted, isAnnotated: boolean): TagFact {
  return { name: tag, object: isAnnotated ? 'a new tag object' : commit, commit, isAnnotated }
}

/** Returns every write from here to the published release, and the refusal that ends them, if one does. */
export function planAll(
  wanted: Wanted,
  seen: Seen,
): { writes: readonly Write[]; refusal: Refusal | undefined } {
  const writes: Write[] = []
  let now = seen
  for (;;) {
    const hasPublished = writes.some(({ kind }) => kind === 'publish')
    const progress = { ...noProgress, hasPublished }
    const step = nextStep({ ...wanted, makeLatest: 'legacy' }, now, progress)
    if (step.kind === 'done') return { writes, refusal: undefined }
    if (step.kind === 'refuse') return { writes, refusal: step }
    if (step.kind === 'await') return { writes, refusal: step.otherwise }
    if (step.kind === 'look') {
      now = { ...now, isWhole: true }
      continue
    }
    if (writes.length > seen.assets.length + wanted.files.length + seen.releases.length + 5)
      throw new Error(`the plan has no end: ${step.kind}`)
    writes.push(step)
    now = simulate(wanted, now, step)
  }
}
