import { range } from '@suite/rest'
import type { Batch } from '../assemble-pull-request.ts'
import type { ForgeClient } from '../client.ts'
import { toListedFile } from '../listed-file.ts'
import { forFilesOf } from '../questions.ts'
import * as answers from './answers.ts'
import { askPages, pagesOf } from './pages.ts'
import { readPull } from './read-pull.ts'
import { statusWords } from './status-words.ts'

/** The highest number of files that GitHub lists of a pull request. It truncates a longer list without a notice. */
const longestList = 3_000

/**
 * Returns a pull request with the pages of its files. The expected pages are asked for together with the pull request;
 * the rest follows.
 */
export async function readBatch(client: ForgeClient, number: number, expected: number): Promise<Batch> {
  const question = {
    ...forFilesOf(number),
    answer: answers.listedFiles,
  }
  const wanted = range(1, expected >= longestList ? 0 : Math.max(1, pagesOf(expected)))
  const [{ pull }, ahead] = await Promise.all([readPull(client, number), askPages(client, question, wanted)])
  const { changedFiles = 0 } = pull
  const missing = range(ahead.length + 1, changedFiles >= longestList ? 0 : pagesOf(changedFiles))
  const pages = [...ahead, ...(await askPages(client, question, missing))]
  return {
    pull,
    pages: pages.map(({ data }) => data.map((row) => toListedFile(row, statusWords))),
    longest: longestList,
  }
}
