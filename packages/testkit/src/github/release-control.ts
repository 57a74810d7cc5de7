import { newAsset, newRelease, type ReleaseFields, type ReleaseState } from '../releases/state.ts'
import { publishRelease } from './release-rules.ts'
import type { ReleaseBehaviour } from './releases-state.ts'
import type { RepositoryState, State } from './state.ts'

/** The releases of a repository as a test controls them. */
export interface ReleaseControl {
  readonly behaviour: ReleaseBehaviour
  /** Every release, oldest first, with the bytes of its files. */
  list(): readonly Readonly<ReleaseState>[]
  /** Creates a draft, as by hand. */
  draft(fields: ReleaseFields): Promise<Readonly<ReleaseState>>
  /** Creates a release and publishes it, as by hand. */
  publish(fields: ReleaseFields): Promise<Readonly<ReleaseState>>
  /** Adds a file, as by hand. */
  addAsset(release: number, name: string, content: Buffer | string): void
  /** Deletes a release, as by hand; its tag stays. */
  remove(release: number): void
}

export function controlReleases(state: State, repository: RepositoryState): ReleaseControl {
  const { releases, store, defaultBranch } = repository

  async function draft({
    tag,
    target,
    name = tag,
    body = '',
    isPrerelease = false,
    assets = {},
  }: ReleaseFields) {
    const commit = target ?? (await store.resolve(defaultBranch)) ?? ''
    const release = newRelease(state, { tag, target: commit, name, body, isPrerelease, author: 'alice' })
    for (const [file, content] of Object.entries(assets))
      release.assets.push(newAsset(state, { name: file, bytes: Buffer.from(content) }))
    releases.all.push(release)
    return release
  }

  return {
    behaviour: releases.behaviour,
    list: () => releases.all,
    draft,
    async publish(fields) {
      const release = await draft(fields)
      await publishRelease(state, repository, release, undefined)
      return release
    },
    addAsset(id, name, content) {
      const release = releases.all.find((each) => each.id === id)
      if (!release) throw new Error(`there is no release ${id}`)
      release.assets.push(newAsset(state, { name, bytes: Buffer.from(content) }))
    },
    remove(id) {
      const at = releases.all.findIndex((each) => each.id === id)
      if (at >= 0) releases.all.splice(at, 1)
    },
  }
}
