import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { lineOf, pathIn, unknownAnswer } from './answers.ts'
import { type Clone, createGit, type Git, variablesWithoutGit } from './program.ts'

/**
 * Calls `ask` with git in an empty bare repository of its own that has the objects of a clone. So nothing but the
 * objects can change an answer: no settings of the clone, the user or the machine, no `.gitattributes` in the working
 * tree or the index, no `info/attributes`, no replacement, graft or shallow boundary.
 * Commits and trees are named by their ids, because there are no refs.
 */
export async function withBareObjects<T>(clone: Clone, ask: (git: Git) => Promise<T>): Promise<T> {
  const [objects, format] = await Promise.all([
    clone.git('rev-parse', '--git-path', 'objects'),
    clone.git('rev-parse', '--show-object-format'),
  ])
  const store = resolve(clone.folder, pathIn(objects, 'rev-parse --git-path objects'))
  const kind = formatIn(format)
  const folder = await mkdtemp(join(tmpdir(), 'bare-'))
  try {
    await mkdir(join(folder, 'refs'))
    await writeFile(join(folder, 'HEAD'), 'ref: refs/heads/none\n')
    await writeFile(join(folder, 'config'), configFor(kind))
    const variables = {
      ...variablesWithoutGit(),
      GIT_DIR: folder,
      GIT_OBJECT_DIRECTORY: store,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_ATTR_NOSYSTEM: '1',
      HOME: folder,
      XDG_CONFIG_HOME: folder,
    }
    return await ask(createGit(folder, clone.signal, { ...clone.options, variables }))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Returns how the clone names its objects. */
function formatIn(printed: Buffer): string {
  const format = lineOf(printed)
  if (format === 'sha1' || format === 'sha256') return format
  throw unknownAnswer('rev-parse --show-object-format', format)
}

function configFor(objectFormat: string): string {
  return objectFormat === 'sha1'
    ? '[core]\n\trepositoryFormatVersion = 0\n\tbare = true\n'
    : `[core]\n\trepositoryFormatVersion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = ${objectFormat}\n`
}
