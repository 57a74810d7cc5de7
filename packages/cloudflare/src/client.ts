import type { Answer, Transport } from '@suite/http'
import { createRestClient, isSuccess, type PlainClient, type Question } from '@suite/rest'
import * as z from 'zod/mini'
import type { CloudflareAccess } from './cloudflare.ts'
import { advise, complaintsIn } from './refusal.ts'

/** The position of a page in its list. Some lists leave out all or a part of it. */
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
 * Sends requests to Cloudflare. Routes are those that Cloudflare documents below `/client/v4`; `{account}` is filled
 * in.
 * @throws UsageError `input-invalid` for a name that cannot stand in an address
 * @throws OutsideError if there is no answer, or it has another shape
 */
export interface CloudflareClient {
  readonly accountId: string
  /** @param question its `answer` is the shape of the envelope's `result` */
  ask<Result>(question: Question<Result>): Promise<Reply<Result>>
  /** Returns an answer as it came, for a value that has no envelope. */
  send: PlainClient['send']
}

/** Returns a client of Cloudflare's API for one account. */
export function createClient(transport: Transport, access: CloudflareAccess): CloudflareClient {
  const { accountId, token, baseUrl = 'https://api.cloudflare.com/client/v4' } = access
  const { ask, send } = createRestClient(transport, {
    name: 'Cloudflare',
    root: baseUrl.replace(/\/$/, ''),
    values: { account: accountId },
    headers: { authorization: `Bearer ${token}` },
    // A refusal may come with any status.
    complaintsIn: (answer: Answer) => complaintsIn(answer) ?? (isSuccess(answer.status) ? undefined : []),
    advise,
  })
  return {
    accountId,
    send,
    async ask(question) {
      const { data } = await ask({ ...question, answer: envelope(question.answer) })
      return { result: data.result, page: data.result_info ?? undefined }
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
