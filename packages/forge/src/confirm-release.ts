import type { NewDraft, Publication, Release, ReleaseAsset, ReleaseChange } from './ports/releases.ts'
import { releaseReasons } from './release-reasons.ts'
import { UnconfirmedWrite } from './unconfirmed-write.ts'

/** What a release must show after a write; a part that is undefined is not looked at. */
type Expected = Partial<Omit<Release, 'id' | 'url' | 'uploadUrl' | 'publishedAt' | 'isImmutable' | 'assets'>>

/**
 * Returns a release if it is as the write asked for it.
 * @throws UnconfirmedWrite `release-not-confirmed` that names what differs
 */
export function confirmRelease(forge: string, doing: string, got: Release, expected: Expected): Release {
  const differing = (Object.keys(expected) as (keyof Expected)[]).filter(
    (part) => expected[part] !== undefined && asStored(got[part]) !== asStored(expected[part]),
  )
  if (differing.length === 0) return got
  const shown = differing.map((part) => words[part]).join(', ')
  throw new UnconfirmedWrite(
    releaseReasons['release-not-confirmed'],
    `could not ${doing}: ${forge} accepted it, and answers with another value of ${shown}`,
  )
}

export function expectedDraft({ tag, target, name, body, isPrerelease }: NewDraft): Expected {
  return { tag, target, name, body, isPrerelease, isDraft: true }
}

export function expectedChange({ body, name, isPrerelease, target }: ReleaseChange): Expected {
  return {
    ...(body !== undefined && { body }),
    ...(name !== undefined && { name }),
    ...(isPrerelease !== undefined && { isPrerelease }),
    ...(target !== undefined && { target }),
  }
}

export function expectedPublication({ isPrerelease }: Publication): Expected {
  return { isPrerelease, isDraft: false }
}

/**
 * Returns an asset if it is the file that was sent.
 * @throws UnconfirmedWrite `asset-unfinished`, `asset-renamed`, `asset-differs`
 */
export function confirmAsset(
  forge: string,
  got: ReleaseAsset,
  sent: { readonly name: string; readonly size: number; readonly sha256: string },
): ReleaseAsset {
  const refuse = (reason: 'asset-unfinished' | 'asset-renamed' | 'asset-differs', what: string) =>
    new UnconfirmedWrite(releaseReasons[reason], `could not upload ${sent.name}: ${what}`)
  if (got.name !== sent.name) throw refuse('asset-renamed', `${forge} stored it as ${got.name}`)
  if (!got.isWhole) throw refuse('asset-unfinished', `${forge} says that it is not whole`)
  if (got.size !== sent.size)
    throw refuse('asset-differs', `${sent.size} bytes were sent, and ${forge} has ${got.size}`)
  if (got.sha256 !== undefined && got.sha256 !== sent.sha256)
    throw refuse('asset-differs', `${forge} has the digest sha256:${got.sha256}, not sha256:${sent.sha256}`)
  return got
}

const words: Readonly<Record<keyof Expected, string>> = {
  tag: 'its tag',
  target: 'its target',
  name: 'its name',
  body: 'its text',
  isDraft: 'whether it is a draft',
  isPrerelease: 'whether it is a prerelease',
}

/** A forge may store the line ends of a text in another form, and drop blanks at its end. */
function asStored(value: string | boolean | undefined): string | boolean | undefined {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trimEnd() : value
}
