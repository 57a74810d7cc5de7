import type { Batch } from '../assemble-pull-request.ts'
import type { ForgeClient } from '../client.ts'
import { toListedFile } from '../listed-file.ts'
import { forFilesOf } from '../questions.ts'
import * as answers from './answers.ts'
import { askCounted } from './pages.ts'
import { readPull } from './read-pull.ts'
import { statusWords } from './status-words.ts'

/** Returns a pull request with the pages of its files, which must match the count that comes with them. */
export async function readBatch(client: ForgeClient, number: number, expected: number): Promise<Batch> {
  const [{ pull, mergeBase }, pages] = await Promise.all([
    readPull(client, number),
    askCounted(
      client,
      {
        ...forFilesOf(number),
        answer: answers.listedFiles,
      },
      expected,
    ),
  ])
  const listed = pages.map((page) => page.map((row) => toListedFile(row, statusWords)))
  // Without a count of its own, the pull request gets that of the list, which the list matches.
  const changedFiles = pull.changedFiles ?? pages.flat().length
  return { pull: { ...pull, changedFiles }, pages: listed, mergeBase }
}
