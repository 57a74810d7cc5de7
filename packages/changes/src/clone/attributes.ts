import { OutsideError } from '@suite/errors'
import { requireRevision } from '../names.ts'
import { changesReasons } from '../reasons.ts'
import { unknownAnswer } from './answers.ts'
import { withBareObjects } from './bare-objects.ts'
import { bytesOf, fieldsOf } from './fields.ts'
import type { Clone } from './program.ts'
import { readTree } from './tree-rows.ts'

const attribute = 'linguist-generated'

/** What git says of an attribute that is not set, or set to what GitHub takes for no. */
const no: ReadonlySet<string | undefined> = new Set(['unspecified', 'unset', 'false'])

/**
 * Returns which of the paths the `.gitattributes` files of a commit, or a tree, call `linguist-generated`. Only these
 * files are read: no copy in the working tree or in another commit, and no attributes of the clone, the user or the
 * machine. Like git, it does not follow a `.gitattributes` that is a symlink.
 */
export async function readGenerated(
  clone: Clone,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set()
  const rows = (await readTree(clone, requireRevision(commit))).filter(
    ({ path, mode }) => /^(?:.*\/)?\.gitattributes$/s.test(path) && mode.startsWith('100'),
  )
  if (rows.length === 0) return new Set()
  const entries = rows.map(({ path, id }) => ({ id, path }))
  const index = bytesOf(entries.map(({ id, path }) => `100644 ${id}\t${path}`))
  return withBareObjects(clone, async ({ callGit }) => {
    await callGit({ args: ['update-index', '-z', '--index-info'], input: index })
    // Without these entries, git would call no file generated.
    const kept = new Set(fieldsOf(await callGit({ args: ['ls-files', '-z', '--stage'] })))
    if (!entries.every(({ id, path }) => kept.has(`100644 ${id} 0\t${path}`)))
      throw unknownAnswer('ls-files', [...kept].join('\n'))
    const printed = await callGit({
      args: ['check-attr', '--cached', '-z', '--stdin', attribute],
      input: bytesOf(paths),
    })
    return new Set(generatedIn(printed, paths))
  })
}

/** `<path> NUL <attribute> NUL <value> NUL`, in the order of the paths. */
function generatedIn(printed: Buffer, paths: readonly string[]): readonly string[] {
  const fields = fieldsOf(printed)
  const isWhole =
    fields.length === 3 * paths.length &&
    paths.every((path, at) => fields[3 * at] === path && fields[3 * at + 1] === attribute)
  if (!isWhole)
    throw new OutsideError(
      changesReasons['git-failed'],
      'git check-attr did not answer for each path',
      'Run again; if it happens again, report it with the version of git.',
    )
  return paths.filter((_, at) => !no.has(fields[3 * at + 2]))
}
