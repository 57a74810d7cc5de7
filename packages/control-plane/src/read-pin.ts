import type { Answer, Transport } from '@suite/http'
import { repeatedMember } from '@suite/rest/json'
import type { Access } from './access.ts'
import { signOfMore } from './completeness.ts'
import { type DigestAlgorithm, parseDigest } from './digest.ts'
import { explain } from './explain.ts'
import { isMisfit, type Pin, type PinAddress, readCollection } from './pins.ts'
import { PlaneError } from './plane-error.ts'
import { planeReasons } from './reasons.ts'
import { nameOf, readRoute, requestTo } from './routes.ts'

/** The answer of the control plane at one moment. */
export interface PinReading {
  /** The one row of the address, with a checked digest; undefined if there is none. */
  readonly pin: Pin | undefined
  /** All rows. Only the row of the address is checked beyond its shape. */
  readonly pins: readonly Pin[]
  /** For `If-Match`. Only a strong one, because a weak one never matches: RFC 9110 §13.1.1. */
  readonly etag: string | undefined
  /** The number of attempts of this read that failed before the answered one. */
  readonly failedAttempts: number
}

/**
 * Reads one pin, over a connection of its own, so that each read may meet another replica.
 *
 * @throws PlaneError `pin-ambiguous`, `pin-malformed`, or another reason for an answer that is not a collection of pins
 * @throws HttpError if there is no answer
 */
export async function readPin(
  transport: Transport,
  access: Access,
  address: PinAddress,
  algorithms: readonly DigestAlgorithm[],
): Promise<PinReading> {
  const where = nameOf(access, readRoute)
  const answer = await ask(transport, access)
  requireOk(answer, where, address)
  requireFresh(answer, where)
  const read = readAll(answer, where)
  const { template, region } = address
  const name = `${template}/${region}`
  const rows = read.filter((pin) => pin.template === template && pin.region === region)
  if (rows.length > 1)
    throw new PlaneError({
      reason: planeReasons['pin-ambiguous'],
      what: `${where}: there are ${rows.length} rows for ${name}, and it is not known which of them is served`,
      fix: 'Delete all but one at the control plane.',
    })
  const [pin] = rows
  const parsed = pin && parseDigest(pin.digest, algorithms)
  if (parsed && 'problem' in parsed)
    throw new PlaneError({
      reason: planeReasons['pin-malformed'],
      what: `${where}: the digest of ${name} ${parsed.problem}`,
      fix: 'Correct the row at the control plane; for sha512 add it to `digest-algorithms`.',
    })
  return { pin, pins: read, etag: readETag(answer), failedAttempts: answer.attempts - 1 }
}

async function ask(transport: Transport, access: Access): Promise<Answer> {
  try {
    // A proxy that compresses an answer gives it another ETag, which a write would not match.
    const headers = { 'accept-encoding': 'identity', 'cache-control': 'no-cache' }
    return await transport.send(requestTo(access, { route: readRoute }, headers))
  } catch (error) {
    throw explain(error)
  }
}

/** Returns every pin of a complete answer, each once. */
function readAll(answer: Answer, where: string): readonly Pin[] {
  const json = readJson(answer)
  const repeated = {
    problem: 'names a member twice in one object, and readers differ in which one they take',
  }
  const read = repeatedMember(answer.text()) !== undefined ? repeated : readCollection(json)
  if (isMisfit(read))
    throw new PlaneError({
      reason: planeReasons['answer-unexpected'],
      what: `${where}: the answer ${read.problem}`,
      fix: 'Compare it with the contract of the control plane, in the README of this action.',
    })
  const sign = signOfMore(answer, json, read.length)
  if (sign === undefined) return read
  throw new PlaneError({
    reason: planeReasons['answer-incomplete'],
    what: `${where}: the answer is a part of the pins, as ${sign} in it says`,
    fix: 'The control plane must give all pins that the token may see in one answer.',
  })
}

function readJson(answer: Answer): unknown {
  try {
    return answer.json()
  } catch (error) {
    throw explain(error)
  }
}

/** Refuses an answer with an age, which a cache sent without asking the control plane: RFC 9111 §5.1. */
function requireFresh({ headers }: Answer, where: string): void {
  const ages = (headers.get('age') ?? '').split(',').map((age) => age.trim())
  const age = ages.find((each) => /^\d+$/.test(each) && Number(each) > 0)
  if (age === undefined) return
  throw new PlaneError({
    reason: planeReasons['answer-cached'],
    what: `${where}: the answer was kept by a cache (Age: ${age.slice(0, 12)}), and does not show what is pinned now`,
    fix: 'Exclude the route from the cache in front of the control plane.',
  })
}

function requireOk({ status }: Answer, where: string, { template, region }: PinAddress): void {
  if (status === 200) return
  const what = `${where}: answered ${status}`
  if (status === 401 || status === 403)
    throw new PlaneError({
      reason: planeReasons['token-refused'],
      what: `${what}: the token ${status === 401 ? 'is unknown' : 'may not read the pins'}`,
      fix: `Give a token that may read the pin of ${template}/${region}, and look whether it has expired.`,
    })
  const fix =
    status === 404
      ? 'Check `control-plane-url`: it is the address without `/cp`.'
      : 'Only 200 tells what is pinned. Compare it with the contract of the control plane, in the README of this action.'
  throw new PlaneError({ reason: planeReasons['plane-refused'], what, fix })
}

function readETag({ headers }: Answer): string | undefined {
  const etag = headers.get('etag') ?? ''
  return /^"[\x21\x23-\x7e]{0,200}"$/.test(etag) ? etag : undefined
}
