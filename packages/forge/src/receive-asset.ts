import { OutsideError } from '@suite/errors'
import { type Answer, HttpError, type Sink, type Transport } from '@suite/http'
import type { ReleaseAsset } from './ports/releases.ts'
import { releaseReasons } from './release-reasons.ts'

/** Bytes that the text of a refusal may have. */
const roomForRefusal = 2 ** 20

/**
 * Receives the bytes of an asset. One redirect is followed, without the token.
 * @returns the answer, if it is another one than 200 and nothing was received
 * @throws OutsideError `asset-differs` if it has another number of bytes than the forge says
 */
export async function receiveAsset(
  transport: Transport,
  forge: string,
  { name, size }: Pick<ReleaseAsset, 'name' | 'size'>,
  request: { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly into: Sink },
): Promise<Answer | undefined> {
  const differs = (came: string) =>
    new OutsideError(
      releaseReasons['asset-differs'],
      `could not read ${name}: ${forge} says that it has ${size} bytes, and it came with ${came}`,
    )
  const answer = await transport
    .send({ method: 'GET', ...request, follow: true, maxBytes: Math.max(size, roomForRefusal) })
    .catch((error: unknown) => {
      throw error instanceof HttpError && error.kind === 'too-large' ? differs('more') : error
    })
  if (answer.received === undefined) return answer
  if (answer.received !== size) throw differs(String(answer.received))
  return undefined
}
