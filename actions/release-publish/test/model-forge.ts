import { createHash } from 'node:crypto'
import type { Release, ReleaseAsset, Releases, TagFact } from '@suite/forge'

export interface ModelRelease extends Omit<Release, 'uploadUrl' | 'assets'> {
  assets: { id: number; name: string; bytes: Uint8Array; isWhole: boolean }[]
}

type Mutable = { -readonly [Name in keyof ModelRelease]: ModelRelease[Name] }

export interface ModelOptions {
  /** How many lists a new release is missing from. */
  readonly lag?: number
  readonly digests?: boolean
  /** Is called before each request takes effect, and after. */
  readonly onRequest?: (name: string, when: 'before' | 'after') => void
}

/** The SHA-256 of a text, in hexadecimal. */
export function sumOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A forge in memory, which keeps the rules of its own: one published release of a tag, one asset of a name on GitHub. */
export function modelForge({ lag = 0, digests = true, onRequest = () => {} }: ModelOptions = {}) {
  const releases: Mutable[] = []
  const unlisted = new Map<number, number>()
  const tags: TagFact[] = []
  const log: string[] = []
  /** Writes to a published release that are more than its notes. */
  const violations: string[] = []
  let nextId = 1

  const of = (release: Mutable): Release => {
    const { assets, ...rest } = release
    return { ...rest, assets: assets.map(assetOf), uploadUrl: undefined }
  }
  const assetOf = ({ id, name, bytes, isWhole }: ModelRelease['assets'][number]): ReleaseAsset => ({
    id,
    name,
    size: bytes.length,
    isWhole,
    sha256: digests && isWhole ? sumOf(bytes) : undefined,
  })
  const find = (id: number): Mutable => {
    const release = releases.find((each) => each.id === id)
    if (release === undefined) throw new Error(`404: no release ${id}`)
    return release
  }
  async function request<Result>(name: string, work: () => Result | Promise<Result>): Promise<Result> {
    onRequest(name, 'before')
    log.push(name)
    const result = await work()
    onRequest(name, 'after')
    return result
  }
  const touch = (id: number, what: string): Mutable => {
    const release = find(id)
    if (!release.isDraft) violations.push(`${what} of the published release ${id}`)
    return release
  }
  function add(release: Partial<ModelRelease> & { readonly tag: string }): Mutable {
    const made: Mutable = {
      target: '',
      name: release.tag,
      body: '',
      isDraft: true,
      isPrerelease: false,
      isImmutable: false,
      publishedAt: undefined,
      url: `https://forge.example/releases/${nextId}`,
      assets: [],
      ...release,
      id: nextId,
    }
    nextId += 1
    releases.push(made)
    return made
  }

  const port: Releases = {
    can: { immutable: digests, latest: digests, generateNotes: digests, digests },
    all: () =>
      request('all', () => {
        const shown = releases.filter(({ id }) => (unlisted.get(id) ?? 0) <= 0).map(of)
        for (const [id, left] of unlisted) unlisted.set(id, left - 1)
        return shown
      }),
    published: (tag) =>
      request('published', () => {
        const found = releases.find((each) => each.tag === tag && !each.isDraft)
        return found && of(found)
      }),
    latest: () =>
      request('latest', () => {
        const found = releases.filter(({ isDraft, isPrerelease }) => !isDraft && !isPrerelease).at(-1)
        return found && of(found)
      }),
    read: ({ id }) =>
      request('read', () => {
        const found = releases.find((each) => each.id === id)
        return found && of(found)
      }),
    createDraft: ({ tag, target, name, body, isPrerelease }) =>
      request('createDraft', () => {
        const made = add({ tag, target, name, body, isPrerelease })
        unlisted.set(made.id, lag)
        return of(made)
      }),
    update: ({ id }, change) =>
      request('update', () => {
        const release = 'target' in change || 'name' in change ? touch(id, 'update') : find(id)
        Object.assign(release, change)
        return of(release)
      }),
    publish: ({ id }, { isPrerelease }) =>
      request('publish', () => {
        const release = find(id)
        if (releases.some((each) => each.tag === release.tag && !each.isDraft && each.id !== id))
          throw new Error('422: the tag has a release')
        release.isDraft = false
        release.isPrerelease = isPrerelease
        if (!tags.some(({ name }) => name === release.tag))
          tags.push({
            name: release.tag,
            object: release.target,
            commit: release.target,
            isAnnotated: false,
          })
        return of(release)
      }),
    removeDraft: ({ id }) =>
      request('removeDraft', () => {
        touch(id, 'removal')
        releases.splice(releases.indexOf(find(id)), 1)
      }),
    assets: ({ id }) => request('assets', () => find(id).assets.map(assetOf)),
    upload: ({ id }, { name, source }) =>
      request('upload', async () => {
        const chunks: Uint8Array[] = []
        for await (const chunk of source.open()) chunks.push(chunk)
        const release = touch(id, 'upload')
        if (digests && release.assets.some((each) => each.name === name))
          throw new Error('422: already_exists')
        const asset = { id: nextId, name, bytes: Buffer.concat(chunks), isWhole: true }
        nextId += 1
        release.assets.push(asset)
        return assetOf(asset)
      }),
    readAsset: ({ id }, asset, into) =>
      request('readAsset', async () => {
        const found = find(id).assets.find((each) => each.id === asset.id)
        if (found === undefined) throw new Error('404: no asset')
        await into.receive(
          (async function* () {
            yield found.bytes
          })(),
        )
      }),
    removeAsset: ({ id }, asset) =>
      request('removeAsset', () => {
        const release = touch(id, 'removal of a file')
        release.assets = release.assets.filter((each) => each.id !== asset.id)
      }),
    tag: (name) => request('tag', () => tags.find((each) => each.name === name)),
    createTag: ({ name, commit }) =>
      request('createTag', () => {
        tags.push({ name, object: sumOf(name).slice(0, 40), commit, isAnnotated: true })
      }),
    generatedNotes: async ({ previous }) => ({ name: '', body: `since ${previous ?? 'the beginning'}` }),
    immutableSetting: async () => undefined,
    attestationsOf: async () => [],
  }
  return { port, releases, tags, log, violations, add }
}

export type ModelForge = ReturnType<typeof modelForge>
