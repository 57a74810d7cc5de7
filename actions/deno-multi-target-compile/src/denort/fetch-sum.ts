import { OutsideError, UsageError } from '@suite/errors'
import type { Transport } from '@suite/http'
import { readSums } from '@suite/release-assets'
import { refuseStatus } from './fetch-archive.ts'
import { findSum, type SumQuestion } from './find-sum.ts'
import { denortReasons } from './reasons.ts'

const mostBytes = 64 * 1024

/**
 * Returns the SHA-256 that the host publishes next to an archive.
 * @throws OutsideError if there are no sums, or the answer is not a file of sums
 */
export async function fetchSum(
  transport: Pick<Transport, 'send'>,
  address: string,
  question: SumQuestion,
): Promise<string> {
  const answer = await transport.send({ method: 'GET', url: address, follow: true, maxBytes: mostBytes })
  const refuse = (what: string, cause?: unknown): never => {
    throw new OutsideError(
      denortReasons['denort-sums-incomplete'],
      `${address} ${what}`,
      'Give the sums in a committed file by `denort-sums`, or correct the mirror.',
      { cause },
    )
  }
  if (answer.status === 404) return refuse('does not exist, so the archive cannot be checked')
  if (answer.status !== 200) return refuseStatus(answer)
  try {
    const sum = findSum(readSums(answer.body, address), question)
    return sum ?? refuse(`has not exactly one SHA-256 for ${question.name}`)
  } catch (error) {
    if (error instanceof UsageError)
      return refuse(`is not a file of SHA-256 sums: ${error.message.split('\n', 1)[0]}`, error)
    throw error
  }
}
