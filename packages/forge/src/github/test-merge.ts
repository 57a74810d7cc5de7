import type { Changes } from '@suite/changes'
import { commonReasons, OutsideError } from '@suite/errors'
import { isRefusal } from '@suite/rest'
import type { ForgeClient } from '../client.ts'
import type { PullRequest, TestMerge } from '../ports/pull-requests.ts'
import { forgeReasons } from '../reasons.ts'
import * as answers from './answers.ts'
import { readPull } from './read-pull.ts'

/** Waits for a number of milliseconds. */
export type Wait = (milliseconds: number) => Promise<void>

const firstWait = 250
const longestWait = 4_000

/**
 * Returns the test merge of a pull request onto its base branch as it is now. GitHub makes it after a request for the
 * pull request, and shows an old one until then. So a commit counts only if its parents are the tip of the base branch
 * and the head. Asks again until there is one, at most until the deadline of the run.
 * @returns undefined if the two conflict
 * @throws OutsideError `head-moved` if the head or the base has changed
 */
export async function awaitTestMerge(
  client: ForgeClient,
  changes: Pick<Changes, 'commitAt'>,
  known: PullRequest,
  wait: Wait,
): Promise<TestMerge | undefined> {
  for (let pause = firstWait; ; pause = Math.min(pause * 2, longestWait)) {
    const made = await look(client, changes, known).catch((error: unknown) => {
      throw pause > firstWait && isLate(error) ? notMade(known, error) : error
    })
    if (made !== 'not yet') return made
    await wait(pause)
  }
}

async function look(
  client: ForgeClient,
  changes: Pick<Changes, 'commitAt'>,
  known: PullRequest,
): Promise<TestMerge | undefined | 'not yet'> {
  const [{ pull, merge }, base] = await Promise.all([
    readPull(client, known.number),
    changes.commitAt(`refs/heads/${known.base.ref}`),
  ])
  requireUnmoved(known, pull)
  if (merge.state === 'conflict') return undefined
  if (merge.state !== 'made') return 'not yet'
  const { id } = merge
  const parents = await parentsOf(client, id)
  const isOfNow = parents?.length === 2 && parents[0] === base && parents[1] === pull.head.sha
  return isOfNow ? { id, base } : 'not yet'
}

function isLate(error: unknown): error is OutsideError {
  return error instanceof OutsideError && error.reason === commonReasons['deadline-passed'].code
}

function notMade({ number, base }: PullRequest, cause: OutsideError): OutsideError {
  return new OutsideError(
    commonReasons['deadline-passed'],
    `GitHub has not made the test merge of #${number} onto ${base.ref} in time, so it is unknown what would land`,
    'Run again. Raise `timeout` if GitHub is slow, or merge the base into the branch, so that no test merge is needed.',
    { cause },
  )
}

function requireUnmoved(known: PullRequest, { number, head, base }: PullRequest): void {
  if (head.sha === known.head.sha && base.ref === known.base.ref) return
  throw new OutsideError(
    forgeReasons['head-moved'],
    `#${number} was pushed to, or its base was changed, while it was read`,
    'The push, or the change of the base, has started a run of its own.',
  )
}

/** Returns undefined if the commit is gone, because GitHub has made another one since. */
async function parentsOf(client: ForgeClient, id: string): Promise<readonly string[] | undefined> {
  try {
    const { data } = await client.ask({
      to: `read the test merge ${id}`,
      permission: 'contents: read',
      route: 'GET /repos/{owner}/{repo}/git/commits/{id}',
      path: { id },
      answer: answers.commitWithParents,
    })
    return data.parents.map(({ sha }) => sha)
  } catch (error) {
    if (isRefusal(error, 404)) return undefined
    throw error
  }
}
