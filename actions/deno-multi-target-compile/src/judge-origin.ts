import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { firstOf, visible } from '@suite/report'
import type { Inspection } from './binary/inspect.ts'
import { embeddedRoot } from './embedded-root.ts'
import type { Problem } from './problems.ts'
import type { LaidOut } from './source/laid-out.ts'

/** What a binary must have been made from. */
export interface Origin {
  readonly laidOut: Pick<LaidOut, 'folder' | 'objects'>
  /** The file that starts the program, from the root of the repository. */
  readonly entrypoint: string
}

const fix =
  'Find out which program is called deno on this machine, and what else changes files while it compiles.'

/**
 * Returns what shows that a binary was not made from the commit: it starts with another file or with arguments, or
 * holds other bytes of a file than the commit has.
 */
export function judgeOrigin(
  { metadata, files }: Pick<Inspection, 'metadata' | 'files'>,
  { laidOut, entrypoint }: Origin,
): readonly Problem[] {
  const root = embeddedRoot(metadata.entrypoint, posix.join(laidOut.folder, entrypoint))
  return [
    ...argumentProblems(metadata.arguments),
    ...(root === undefined
      ? [wrong(`it starts with ${visible(metadata.entrypoint, 120)}, not with ${visible(entrypoint, 120)}`)]
      : changedProblems(files, root, laidOut)),
  ]
}

/** No input gives arguments, so there must be none. */
function argumentProblems(given: readonly string[]): Problem[] {
  if (given.length === 0) return []
  const all = firstOf(given, 5, (argument) => JSON.stringify(visible(argument, 80)))
  return [wrong(`it starts with arguments that no input gives: ${all}`)]
}

function changedProblems(files: Inspection['files'], root: string, { folder, objects }: Origin['laidOut']) {
  const changed = files.filter(({ path, content, target }) => {
    const id = target === undefined && objects.get(posix.relative(folder, posix.join(root, path)))
    return id && objectId(content, id.length) !== id
  })
  if (changed.length === 0) return []
  return [
    wrong(`it holds other bytes than the commit: ${firstOf(changed, 5, ({ path }) => visible(path, 120))}`),
  ]
}

/** Returns the id that git gives a content: SHA-1 or SHA-256, by the length of the ids of the repository. */
function objectId(content: Uint8Array, length: number): string {
  return createHash(length === 40 ? 'sha1' : 'sha256')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex')
}

function wrong(what: string): Problem {
  return { reason: 'binary-wrong', what, fix }
}
