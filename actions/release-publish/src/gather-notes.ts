import { resolve } from 'node:path'
import { UsageError } from '@suite/errors'
import { releaseReasons } from '@suite/forge/release-reasons'
import { visible } from '@suite/report'
import type { CheckedFiles } from './gather-files.ts'
import type { Inputs } from './inputs.ts'
import { composeBody, disarmMarks, holdsMarks, mostCharacters } from './notes/body.ts'
import { writeMark } from './notes/mark.ts'
import { describeDownloads, nothingFound, type Place } from './notes/section.ts'
import type { LocalFiles, Ports } from './ports.ts'
import { findPreviousTag } from './previous-tag.ts'
import { reasons } from './reasons.ts'

/** UTF-8 has at most four bytes for a character. */
const mostBytes = 4 * mostCharacters

/** The notes as they were given, and what a reader of the log should know about them. */
export interface Notes {
  readonly text: string
  readonly story: readonly string[]
}

/**
 * Reads the file of `notes-path`.
 * @returns undefined if there is no such input
 * @throws UsageError `notes-unusable`
 */
export async function readNotes(
  files: LocalFiles,
  workspace: string,
  path: string | undefined,
): Promise<Notes | undefined> {
  if (path === undefined) return undefined
  const refuse = (why: string) => new UsageError(reasons['notes-unusable'], `${visible(path, 200)} ${why}`)
  const bytes = await files.readSmall(resolve(workspace, path), mostBytes, reasons['notes-unusable'])
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refuse('is not UTF-8')
  }
  if (text.trim() === '') throw refuse('is empty')
  if (holdsMarks(text))
    throw refuse('holds a hidden mark of this action, as the notes of an earlier release do')
  return { text, story: [] }
}

/** Lets the forge write the notes, from the tag that `notes-from` says. */
export async function generateNotes(
  { releases, ancestry }: Pick<Ports, 'releases' | 'ancestry'>,
  { tag, ref, 'notes-from': given }: Inputs,
): Promise<Notes> {
  const previous = await findPreviousTag({ releases, ancestry }, { tag, commit: ref, given })
  const { body } = await releases.generatedNotes({ tag, commit: ref, previous })
  const start =
    previous === undefined
      ? 'The notes begin with the first commit: no published stable release comes before this commit.'
      : `The notes begin after ${previous}.`
  return { text: disarmMarks(body), story: [start] }
}

/** Returns one text of the notes that there are, in this order. */
export function joinNotes(...notes: readonly (Notes | undefined)[]): Notes {
  const given = notes.filter((each) => each !== undefined)
  return {
    text: given
      .map(({ text }) => text.trim())
      .filter((text) => text !== '')
      .join('\n\n'),
    story: given.flatMap(({ story }) => story),
  }
}

/**
 * Returns the notes of the draft: the hidden mark, the text, and the section about the files.
 * @throws UsageError `release-body-too-long` if they would be too long once everything is found
 */
export function bodyOf(
  { manifest, manifestSum, bundle }: CheckedFiles,
  place: Place,
  commit: string,
  notes: string,
): string {
  const mark = writeMark({ tag: place.tag, commit, manifest: manifestSum })
  const longest = composeBody(
    mark,
    notes,
    describeDownloads(manifest, place, { bundle, isAttestedRelease: true }),
  )
  if (longest.length > mostCharacters)
    throw new UsageError(
      releaseReasons['release-body-too-long'],
      `the notes have ${notes.length} characters, and ${longest.length} together with the section about the files; ${mostCharacters} are accepted`,
      `Shorten the notes by ${longest.length - mostCharacters} characters or more, for example to a link to the whole change log; or let generated notes begin later, with notes-from.`,
    )
  return composeBody(mark, notes, describeDownloads(manifest, place, nothingFound))
}
