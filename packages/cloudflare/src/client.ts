import { commonReasons, UsageError } from '@suite/errors'
import type { Answer, Transport } from '@suite/http'
import * as z from 'zod/mini'
import type { CloudflareAccess } from './cloudflare.ts'
import { type Complaint, type Purpose, Refusal } from './refusal.ts'
import { UnexpectedAnswer } from './unexpected-answer.ts'

/** A request. */
export interface Sending extends Purpose {
  /** As Cloudflare documents it below `/client/v4`, such as `GET /zones/{zone}/workers/routes`. `{account}` is filled in. */
  readonly route: string
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number>>
  /** What is sent: an object as JSON, a string as it is. */
  readonly body?: unknown
  /** A write that may be sent twice, because twice is as good as once. */
  readonly idempotent?: boolean
}

/** A request, and what its answer has to look like. */
export interface Question<Result> extends Sending {
  readonly result: z.ZodMiniType<Result>
}

/** Where a page stands in its list. Some lists give nothing of it, or not all. */
export interface PageInfo {
  readonly page?: number | null | undefined
  readonly per_page?: number | null | undefined
  readonly total_pages?: number | null | undefined
  readonly total_count?: number | null | undefined
  readonly cursor?: string | null | undefined
}

export interface Reply<Result> {
  readonly result: Result
  readonly page: PageInfo | undefined
}

/**
 * Asks Cloudflare.
 * @throws UsageError `input-invalid` for a name that has no place in an address
 * @throws OutsideError which says in words why there is no answer, or none of the shape that was asked for
 */
export interface CloudflareClient {
  readonly accountId: string
  ask<Result>(question: Question<Result>): Promise<Reply<Result>>
  /** The body as it came, for what is not told in an envelope. */
  fetchText(sending: Sending): Promise<string>
}

export function createClient(transport: Transport, access: CloudflareAccess): CloudflareClient {
  const root = (access.baseUrl ?? 'https://api.cloudflare.com/client/v4').replace(/\/$/, '')

  async function send({ route, path = {}, query = {}, body, idempotent = false, ...purpose }: Sending) {
    const [method = '', template = ''] = route.split(' ')
    const address = `${root}${fill(template, { account: access.accountId, ...path })}`
    const search = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    )
    const isText = typeof body === 'string'
    const answer = await transport.send({
      method,
      url: search.size === 0 ? address : `${address}?${search}`,
      headers: {
        authorization: `Bearer ${access.token}`,
        ...(body === undefined ? {} : { 'content-type': isText ? 'text/plain' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
      ...(idempotent ? { effect: 'repeatable' } : {}),
    })
    const request = `${method} ${URL.canParse(address) ? new URL(address).pathname : address}`
    const complaints = complaintsIn(answer)
    const { status } = answer
    if (status < 200 || status > 299 || complaints !== undefined)
      throw new Refusal({ status, request, complaints: complaints ?? [] }, purpose)
    return answer
  }

  return {
    accountId: access.accountId,
    async ask(question) {
      const answer = await send(question)
      const read = z.safeParse(envelope(question.result), answer.json())
      if (!read.success) throw new UnexpectedAnswer(question, read.error)
      return { result: read.data.result, page: read.data.result_info ?? undefined }
    },
    async fetchText(sending) {
      return (await send(sending)).text()
    },
  }
}

/** https://developers.cloudflare.com/fundamentals/api/how-to/make-api-calls/ */
function envelope<Result>(result: z.ZodMiniType<Result>) {
  const number = z.nullish(z.number())
  return z.object({
    success: z.literal(true),
    result,
    result_info: z.nullish(
      z.object({
        page: number,
        per_page: number,
        total_pages: number,
        total_count: number,
        cursor: z.nullish(z.string()),
      }),
    ),
  })
}

const refused = z.object({
  success: z.literal(false),
  errors: z.array(z.object({ code: z.number(), message: z.string() })),
})

/** What an answer complains of, whatever its status; `undefined` where it is no refusal of Cloudflare's. */
function complaintsIn(answer: Answer): readonly Complaint[] | undefined {
  // Only an answer that may be an envelope is read: a value of KV is as large as it likes.
  if (!answer.headers.get('content-type')?.includes('json')) return undefined
  try {
    return refused
      .parse(JSON.parse(answer.text()))
      .errors.slice(0, 5)
      .map(({ code, message }) => ({ code, message: message.slice(0, 300) }))
  } catch {
    return undefined
  }
}

/**
 * Fills a template's `{name}` in; what stands there is written so that it cannot leave its place.
 * @throws UsageError `input-invalid` for what a URL would take as a step of its own
 */
function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? ''
    if (!['', '.', '..'].includes(value)) return encodeURIComponent(value)
    throw new UsageError(
      commonReasons['input-invalid'],
      `the ${name} ${JSON.stringify(value)} cannot be asked for: it has no place in an address`,
      'Give its real name.',
    )
  })
}
