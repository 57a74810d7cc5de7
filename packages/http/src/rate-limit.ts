import type { Headers } from './answer.ts'

/** A refusal that ends after a wait. */
export interface RateLimit {
  /** Milliseconds until it ends; undefined if the answer does not say. */
  readonly wait: number | undefined
}

/**
 * Returns whether an answer says "too many requests". GitHub says it with 429 or with 403:
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 *
 * @param body the answer's text; used only for a 403 that no header explains
 * @param now milliseconds since 1970, for answers without a date of their own
 */
export function readRateLimit(
  status: number,
  headers: Headers,
  body: () => string,
  now: number,
): RateLimit | undefined {
  if (status !== 429 && status !== 403) return undefined
  const wait = readRetryAfter(headers, now) ?? readReset(headers, now)
  const limited = status === 429 || wait !== undefined || isUsedUp(headers) || tellsSecondaryLimit(body())
  return limited ? { wait } : undefined
}

/** Returns the milliseconds that `Retry-After` asks for, in seconds or as a date: RFC 9110 §10.2.3. */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')
  if (value === undefined) return undefined
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000
  const date = readDate(value)
  return date === undefined ? undefined : Math.max(0, date - serverTime(headers, now))
}

function readReset(headers: Headers, now: number): number | undefined {
  const reset = headers.get('x-ratelimit-reset')
  if (!isUsedUp(headers) || reset === undefined || !/^\d{1,12}$/.test(reset)) return undefined
  return Math.max(0, Number(reset) * 1000 - serverTime(headers, now))
}

function isUsedUp(headers: Headers): boolean {
  return headers.get('x-ratelimit-remaining') === '0'
}

/** Secondary limits have come without any header; GitHub's own client knows them by their message too. */
function tellsSecondaryLimit(body: string): boolean {
  return body.toLowerCase().includes('secondary rate limit')
}

/** The time of the server's clock if it shows it, because the runner's may be minutes off. */
function serverTime(headers: Headers, now: number): number {
  return readDate(headers.get('date') ?? '') ?? now
}

/** An HTTP date begins with the name of a day; `Date.parse` alone would read `5 apples`. */
function readDate(text: string): number | undefined {
  const time = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}
