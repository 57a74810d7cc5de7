import { join } from 'node:path'
import { OutsideError } from '@suite/errors'
import { inParallel, type Transport } from '@suite/http'
import type { TargetName } from '../targets.ts'
import type { Base } from './base.ts'
import { checkArchive } from './check-archive.ts'
import type { CommittedSums } from './committed-sums.ts'
import { fetchArchive } from './fetch-archive.ts'
import { fetchSum } from './fetch-sum.ts'
import { findSum } from './find-sum.ts'
import { denortReasons } from './reasons.ts'

export interface BaseRequest {
  /** The exact version of deno, such as `2.9.6`. */
  readonly version: string
  readonly targets: readonly TargetName[]
  /** Where the folder of the version is: the input `denort-url`. */
  readonly url: URL
  /** The file of `denort-sums`; without it, the sums next to the archives decide. */
  readonly committed?: CommittedSums | undefined
  /** The absolute path of a folder that exists, for the archives. */
  readonly folder: string
}

/**
 * Fetches the runtime of each target, all at the same time, and checks each archive: its SHA-256, and that it holds
 * the runtime of its target.
 * @returns the runtimes in the order of `targets`
 * @throws OutsideError with a reason of `denortReasons`; HttpError if a request failed
 */
export async function fetchBases(
  transport: Pick<Transport, 'send'>,
  { version, targets, url, committed, folder }: BaseRequest,
): Promise<readonly Base[]> {
  const from = `${url.href.replace(/\/$/, '')}/v${version}`
  const failures: OutsideError[] = []

  async function fetchBase(target: TargetName): Promise<Base> {
    const name = `denort-${target}.zip`
    const address = `${from}/${name}`
    const path = join(folder, name)
    const question = { name, version }
    // Before the archive: one that cannot be checked is not fetched.
    const expected = committed
      ? committedSum(committed, question)
      : await fetchSum(transport, `${address}.sha256sum`, question)
    await fetchArchive(transport, address, path)
    const { sha256, size } = await checkArchive(path, {
      target,
      address,
      expected,
      listedIn: committed?.where,
    })
    return { target, path, sha256, size, checkedAgainst: committed ? 'committed-sums' : 'published-sums' }
  }

  // Every archive is looked at, so that the message names all that are wrong.
  const bases = await inParallel(targets.length, targets, (target) =>
    fetchBase(target).catch((error: unknown) => {
      if (!(error instanceof OutsideError)) throw error
      failures.push(error)
      return undefined
    }),
  )
  if (failures.length > 0) throw sumUp(failures)
  return bases.filter((base) => base !== undefined)
}

function committedSum({ sums, where }: CommittedSums, question: Parameters<typeof findSum>[1]): string {
  const sum = findSum(sums, question)
  if (sum !== undefined) return sum
  throw new OutsideError(
    denortReasons['denort-sums-incomplete'],
    `${where} has not exactly one SHA-256 for ${question.name} of deno ${question.version}`,
  )
}

/** Returns one error for all. A sum that differs comes first: a person must look at it before anything else. */
function sumUp(failures: readonly OutsideError[]): OutsideError {
  const { code } = denortReasons['denort-sum-differs']
  const [first, ...others] = [...failures].sort(
    (a, b) => Number(b.reason === code) - Number(a.reason === code),
  )
  if (first === undefined) throw new TypeError('there is no failure')
  if (others.length === 0) return first
  const what = [first, ...others].map(({ message }) => message).join('; ')
  return new OutsideError(first.declared, what, first.fix, { cause: first })
}
