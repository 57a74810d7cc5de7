import { OutsideError } from '@suite/errors'
import type { Answer } from '@suite/http'
import * as z from 'zod/mini'
import { quote } from './quote.ts'
import { registryReasons } from './reasons.ts'
import type { Standing } from './standing.ts'

/** The purpose of the request: `to` completes "could not …". */
export interface Purpose {
  readonly to: string
  /** Method and path. */
  readonly request: string
}

/**
 * Returns the error for a refusal, with the registry's own code and message if it gives them.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes
 *
 * @param standing how the registry knows its caller
 */
export function refuse(answer: Answer, { to, request }: Purpose, standing: Standing): OutsideError {
  const said = saidIn(answer) ?? 'with something that no registry writes'
  return new OutsideError(
    registryReasons['registry-refused'],
    `could not ${to}: ${request} answered ${answer.status} ${said}`,
    adviceFor(answer, standing),
  )
}

/** Returns the error for a document that exists and cannot be read as an image. */
export function unreadable(
  what: string,
  fix = 'Push the image again with a tool that follows the OCI format.',
) {
  return new OutsideError(registryReasons['image-unreadable'], what, fix)
}

/** A part of an image is missing. It may still appear right after a push, because replicas of a registry can lag. */
export class MissingPart extends OutsideError {
  override readonly name = 'MissingPart'

  constructor(what: string) {
    super(
      registryReasons['image-unreadable'],
      what,
      'Push the image again; if the registry removes parts that are unused, keep those of this image.',
    )
  }
}

/** Returns whether an answer is a registry's own statement that the document does not exist. */
export function isAbsence(answer: Answer): boolean {
  if (answer.status !== 404) return false
  return saidIn(answer) !== undefined || answer.body.length === 0
}

function adviceFor({ status, headers }: Answer, standing: Standing): string {
  if (status !== 401 && status !== 403)
    return 'Check that `image` names a registry, and that nothing in between answers in its place.'
  if (standing === 'user')
    return 'Check `registry-username` and `registry-password`: the user must be allowed to pull this image.'
  const give = 'give `registry-username` and `registry-password` of a user who may pull it'
  // A token with too small a scope means that the registry needs a user.
  const tooLittle = /\berror="?insufficient_scope\b/.test(headers.get('www-authenticate') ?? '')
  if (standing === 'unknown' || tooLittle) return `If the image is not public, ${give}.`
  return `If the image is public, no password is needed: the registry refused tokens that it had just issued, so run again, and look at the clock of the registry. If it is not public, ${give}.`
}

/** Returns `CODE "message"` of the first error. */
function saidIn(answer: Answer): string | undefined {
  try {
    const [first] = z.parse(refusals, JSON.parse(answer.text())).errors
    return first && `${first.code}${first.message ? ` ${quote(first.message)}` : ''}`
  } catch {
    return undefined
  }
}

const refusals = z.object({
  errors: z.array(
    z.object({ code: z.string().check(z.regex(/^[A-Z0-9_]{1,60}$/)), message: z.optional(z.string()) }),
  ),
})
