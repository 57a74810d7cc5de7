import { commonReasons } from '@suite/errors'
import type { Answer } from '@suite/http'
import { describeUntil, readRetryAfter } from '@suite/http'
import type { PinAddress } from './pins.ts'
import { PlaneError } from './plane-error.ts'
import { planeReasons } from './reasons.ts'

/**
 * Returns the error for an answer to a promotion that is neither 200 nor 201, with what may be done next.
 * @param request method and address
 */
export function refusalOf(
  { status, headers }: Answer,
  request: string,
  { template, region }: PinAddress,
): PlaneError {
  const what = `${request}: answered ${status}`
  const pin = `${template}/${region}`
  const look = 'Look at the pin before running again: the promotion may have been carried out.'
  const compare = 'Compare it with the contract of the control plane, in the README of this action.'
  const wait = readRetryAfter(headers, Date.now())
  if (status === 202)
    return new PlaneError({
      reason: planeReasons['plane-refused'],
      what: `${what}: taken for later, which promises nothing`,
      fix: `The control plane must pin before it answers, with 200 or 201. ${look}`,
      ambiguous: true,
    })
  if (status === 204)
    return new PlaneError({
      reason: planeReasons['plane-refused'],
      what: `${what}: no content, which does not show that anything was pinned`,
      fix: `The control plane must answer 200 or 201. ${look}`,
      ambiguous: true,
    })
  if (status < 300)
    return new PlaneError({
      reason: planeReasons['plane-refused'],
      what: `${what}, and only 200 and 201 count`,
      fix: look,
      ambiguous: true,
    })
  if (status < 400)
    return new PlaneError({
      reason: planeReasons.redirected,
      what: `${what}, a redirect, which is not followed`,
      fix: 'Give the final address as `control-plane-url`: the token would go along with a redirect.',
    })
  if (status === 401 || status === 403)
    return new PlaneError({
      reason: planeReasons['token-refused'],
      what: `${what}: the token ${status === 401 ? 'is unknown' : `may not promote ${pin}`}`,
      fix: `Give a token that may promote ${pin}, and look whether it has expired.`,
    })
  if (status === 409 || status === 412)
    return new PlaneError({
      reason: planeReasons.superseded,
      what,
      fix: 'If this digest is still the one to serve, run again.',
      next: 'superseded',
    })
  if (status === 429)
    return new PlaneError({
      reason: commonReasons['rate-limited'],
      what: `${what}, too many requests${describeWait(wait)}`,
      fix: 'Run again later, or raise the input `timeout`.',
      next: 'read-back',
      wait,
    })
  if (status === 503)
    return new PlaneError({
      reason: commonReasons['outside-failed'],
      what: `${what}, not available${describeWait(wait)}`,
      fix: 'Run again when the control plane works.',
      ambiguous: true,
      next: 'read-back',
      wait,
    })
  if (status === 408 || (status >= 500 && status !== 501 && status !== 505))
    return new PlaneError({
      reason: commonReasons['outside-failed'],
      what: `${what}; it is not known whether the promotion took effect`,
      fix: look,
      ambiguous: true,
      next: 'read-back',
    })
  const fix = status === 404 ? 'Check `control-plane-url`: it is the address without `/cp`.' : compare
  return new PlaneError({ reason: planeReasons['plane-refused'], what, fix })
}

function describeWait(wait: number | undefined): string {
  return wait === undefined ? '' : `, and asks to wait${describeUntil(wait, Date.now())}`
}
