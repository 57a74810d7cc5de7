import { isAmbiguous } from '@suite/errors'
import { type Answer, HttpError, type Transport } from '@suite/http'
import * as z from 'zod/mini'
import type { Access } from './access.ts'
import { explain } from './explain.ts'
import { describeKind, type PinAddress } from './pins.ts'
import { PlaneError } from './plane-error.ts'
import { planeReasons } from './reasons.ts'
import { refusalOf } from './refusal.ts'
import { nameOf, promoteRoute, requestTo } from './routes.ts'

/** One promotion as it is sent. */
export interface Promotion extends PinAddress {
  readonly digest: string
  /** The digest that is pinned now; undefined without a pin. */
  readonly expectedPrevious: string | undefined
  readonly idempotencyKey: string
}

/**
 * Sends a promotion once. It returns if the control plane answered 200 or 201, and its body, if it has one, does not
 * contradict the request. This does not prove the promotion.
 *
 * @param etag of the collection that the decision is about, for `If-Match`
 * @throws PlaneError that says what may be done next
 */
export async function sendPromotion(
  transport: Transport,
  access: Access,
  promotion: Promotion,
  etag: string | undefined,
): Promise<void> {
  const answer = await post(transport, access, promotion, etag)
  if (answer.status === 200 || answer.status === 201) return requireAgreement(answer, promotion)
  throw refusalOf(answer, nameOf(access, promoteRoute), promotion)
}

async function post(
  transport: Transport,
  access: Access,
  { template, region, digest, expectedPrevious, idempotencyKey }: Promotion,
  etag: string | undefined,
): Promise<Answer> {
  const body = {
    template_name: template,
    region,
    image_digest: digest,
    ...(expectedPrevious !== undefined && { expected_previous: expectedPrevious }),
  }
  const headers = { 'idempotency-key': idempotencyKey, ...(etag !== undefined && { 'if-match': etag }) }
  try {
    const request = requestTo(access, { route: promoteRoute, body }, headers)
    // Every answer is judged here, because the contract says which requests may be sent again, not the transport.
    return await transport.send({ ...request, raw: true, sentAgain: true })
  } catch (error) {
    throw failureOf(error)
  }
}

function failureOf(error: unknown): unknown {
  if (!(error instanceof HttpError)) return error
  const explained = explain(error)
  if (error.kind === 'too-large' || error.kind === 'cancelled') return explained
  const next = isAmbiguous(error) ? 'read-back' : mayConnectLater(error) ? 'send-again' : 'stop'
  const { message: what, fix, ambiguous } = error
  const { declared: reason } = explained instanceof PlaneError ? explained : error
  return new PlaneError({ reason, what, fix, ambiguous, next, cause: error })
}

function mayConnectLater({ kind }: HttpError): boolean {
  return kind === 'connect' || kind === 'dns' || kind === 'timeout' || kind === 'reset'
}

const body = z.object({
  template_name: z.nullish(z.string()),
  region: z.nullish(z.string()),
  image_digest: z.nullish(z.string()),
})

/** Requires an empty body, or an object that has the values of the request. */
function requireAgreement(answer: Answer, { template, region, digest }: Promotion): void {
  if (answer.body.length === 0) return
  const what = `${promoteRoute.replace(' ', ' …')}: answered ${answer.status}`
  const fix = 'Look at the pin before running again: the promotion may have been carried out.'
  let json: unknown
  try {
    json = answer.json()
  } catch (error) {
    throw explain(error)
  }
  const read = body.safeParse(json)
  if (!read.success) {
    const [name] = read.error.issues[0]?.path ?? []
    const came = name === undefined ? describeKind(json) : `something else than a text as ${String(name)}`
    throw new PlaneError({
      reason: planeReasons['answer-unexpected'],
      what: `${what} with ${came}, where an object with image_digest was expected`,
      fix,
      ambiguous: true,
    })
  }
  const sent = { template_name: template, region, image_digest: digest }
  for (const [name, value] of Object.entries(sent)) {
    const answered = read.data[name as keyof typeof sent]
    if (answered !== undefined && answered !== null && answered !== value)
      throw new PlaneError({
        reason: planeReasons['answer-disagrees'],
        what: `${what}, but for another ${name} than the one that was sent, ${value}`,
        fix,
        ambiguous: true,
      })
  }
}
