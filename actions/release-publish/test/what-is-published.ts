import { createHash } from 'node:crypto'
import type { ReleaseScene } from './release-world.ts'

/** The first line of a draft that somebody made by hand. */
export const byHand = 'Made by hand'

/**
 * Returns what is missing for a tag to be released: one published release with the bytes of every file and no others,
 * at the commit. What somebody else made is untouched.
 */
export async function lackOfRelease({
  repository,
  commit,
  tag,
  files,
  inputs,
}: ReleaseScene): Promise<string | undefined> {
  const all = repository.releases.list().filter((release) => release.tag === tag)
  const [published, ...more] = all.filter(({ isDraft }) => !isDraft)
  if (published === undefined) return 'nothing is published'
  if (more.length > 0) return `${more.length + 1} releases are published`
  if (all.some(({ isDraft, body }) => isDraft && body !== byHand)) return 'a draft is left'
  const found = published.assets.map(({ name, state, bytes }) => `${name} ${state} ${sumOf(bytes)}`)
  const wanted = Object.entries(files).map(([name, text]) => `${name} uploaded ${sumOf(text)}`)
  if (found.sort().join() !== wanted.sort().join())
    return `the release has ${found.join(', ') || 'no file'}, not ${wanted.join(', ')}`
  const tagged = await repository.resolve(`refs/tags/${tag}^{commit}`).catch(() => 'no commit')
  if (tagged !== commit) return `the tag is at ${tagged}, not ${commit}`
  const isAnnotated = (await repository.objectOf(`refs/tags/${tag}`)) !== commit
  if (inputs['annotated-tag'] === 'true' && !isAnnotated) return 'the tag is not annotated'
  if (`${published.isPrerelease}` !== (inputs.prerelease ?? 'false'))
    return 'the mark of a prerelease differs'
  if (inputs.immutable === 'require' && !published.isImmutable) return 'the release is not immutable'
  const needsNotes = published.body !== byHand
  if (needsNotes && !published.body.includes('SHA256SUMS')) return 'the notes do not say how to verify a file'
  if (inputs['generate-notes'] === 'true' && !published.body.includes('Full Changelog'))
    return 'the notes are not those that were generated'
  return undefined
}

/** Returns releases and tag as data, without what differs in each repository. */
export async function stateOf({ repository, commit, tag }: ReleaseScene): Promise<unknown> {
  const object = await repository.objectOf(`refs/tags/${tag}`).catch(() => undefined)
  return {
    releases: repository.releases.list().map(({ body, assets, ...release }) => ({
      tag: release.tag,
      name: release.name,
      isDraft: release.isDraft,
      isPrerelease: release.isPrerelease,
      isImmutable: release.isImmutable,
      body: body.replaceAll(/[0-9a-f]{40,64}/g, '<sha>').replaceAll(/127\.0\.0\.1:\d+/g, '<host>'),
      assets: assets.map(({ name, state }) => `${name} ${state}`).sort(),
    })),
    tag: object && {
      isAnnotated: object !== commit,
      isAtCommit: (await repository.resolve(`${tag}^{commit}`)) === commit,
    },
  }
}

function sumOf(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}
