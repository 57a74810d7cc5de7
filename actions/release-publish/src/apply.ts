import { isAmbiguous, OutsideError, UsageError } from '@suite/errors'
import type { Releases } from '@suite/forge'
import type { BodySource } from '@suite/http'
import type { Write } from './plan.ts'
import { reasons } from './reasons.ts'
import type { Wanted, WantedFile } from './wanted.ts'

/** Sends one write. Returns the id of the release that it created or wrote to. */
export async function apply(
  releases: Releases,
  wanted: Wanted,
  source: (file: WantedFile) => Promise<BodySource>,
  write: Write,
): Promise<number | undefined> {
  switch (write.kind) {
    case 'create-draft': {
      const { tag, commit, title, body, isPrerelease } = wanted
      return (await releases.createDraft({ tag, target: commit, name: title, body, isPrerelease })).id
    }
    case 'remove-draft':
      await releases.removeDraft(write.release)
      return undefined
    case 'update-draft':
      return (await releases.update(write.release, write.change)).id
    case 'remove-asset':
      await releases.removeAsset(write.release, write.asset)
      return write.release.id
    case 'upload': {
      const { name, size, sha256 } = write.file
      const sent = await source(write.file)
      const stored = sent.length === size && (await releases.upload(write.release, { name, source: sent }))
      // The forge compares its digest with what was sent, so another one is that of another file.
      if (stored === false || (stored.sha256 ?? sha256) !== sha256)
        throw new UsageError(
          reasons['files-differ'],
          `${name} was changed after it was compared with the manifest; nothing was published`,
        )
      return write.release.id
    }
    case 'create-tag':
      await releases.createTag({ name: wanted.tag, commit: wanted.commit, message: wanted.title })
      return undefined
    case 'publish': {
      const { isPrerelease, makeLatest } = wanted
      return (await releases.publish(write.release, { isPrerelease, makeLatest })).id
    }
  }
}

/** Returns what a write does, for the log and the summary. */
export function describeWrite({ tag, commit }: Wanted, write: Write): string {
  switch (write.kind) {
    case 'create-draft':
      return `create a draft for ${tag}`
    case 'remove-draft':
      return `delete the draft ${write.release.id}, which is a second one of the same build`
    case 'update-draft':
      return `set ${Object.keys(write.change).join(', ')} of the draft ${write.release.id}`
    case 'remove-asset':
      return `delete ${write.asset.name} (${write.asset.id}) from the draft ${write.release.id}, because ${write.why}`
    case 'upload':
      return `upload ${write.file.name} (${write.file.size} bytes)`
    case 'create-tag':
      return `create the annotated tag ${tag} at ${commit}`
    case 'publish':
      return `publish the draft ${write.release.id} as ${tag}`
  }
}

/** A forge says so if the same was written before, or a part of it. */
const written: ReadonlySet<string> = new Set(['asset-exists', 'asset-unfinished'])

/** Returns whether an error of a write is decided by reading what is there now. */
export function isDecidedByReading(error: unknown): boolean {
  if (!(error instanceof OutsideError) || error.reason === 'asset-renamed') return false
  return written.has(error.reason) || isAmbiguous(error)
}
