import { createHash } from 'node:crypto'
import { type Answer, type BodySource, HttpError, type HttpRequest, type Transport } from '@suite/http'
import { releaseReasons } from './release-reasons.ts'
import { UnconfirmedWrite } from './unconfirmed-write.ts'

/** A request that has a file as its body. */
export interface Upload extends Pick<HttpRequest, 'url' | 'headers'> {
  /** The name of the asset. */
  readonly name: string
  readonly source: BodySource
}

/**
 * Sends a file as it is read, and returns the answer with the digest of what was sent.
 * @throws UnconfirmedWrite `asset-unfinished`, if the forge may have kept a part of the file
 * @throws HttpError as the transport does, if it has nothing of it
 */
export async function sendFile(
  transport: Transport,
  forge: string,
  { name, source, url, headers }: Upload,
): Promise<{ readonly answer: Answer; readonly sha256: string }> {
  let hash = createHash('sha256')
  const body: BodySource = {
    length: source.length,
    async *open() {
      hash = createHash('sha256')
      for await (const part of source.open()) {
        hash.update(part)
        yield part
      }
    },
  }
  try {
    const answer = await transport.send({ method: 'POST', url, headers, body })
    return { answer, sha256: hash.digest('hex') }
  } catch (error) {
    if (!(error instanceof HttpError) || !error.ambiguous || error.kind === 'file') throw error
    throw new UnconfirmedWrite(
      releaseReasons['asset-unfinished'],
      `could not upload ${name}: ${error.message}; ${forge} may have kept a part of it under this name`,
      undefined,
      { cause: error },
    )
  }
}
