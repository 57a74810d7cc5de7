import { commonReasons, OutsideError } from '@suite/errors'
import { type Answer, fileSink, type Transport } from '@suite/http'
import { denortReasons } from './reasons.ts'

/** An archive has about 45 MB. */
const mostBytes = 512 * 1024 * 1024

/**
 * Fetches an archive into a file, which is there afterwards only if it came whole. Nothing is known about its content.
 * @throws OutsideError if the host has no archive there, or sends a page instead
 */
export async function fetchArchive(
  transport: Pick<Transport, 'send'>,
  address: string,
  path: string,
): Promise<void> {
  const answer = await transport.send({
    method: 'GET',
    url: address,
    follow: true,
    into: fileSink(path),
    maxBytes: mostBytes,
  })
  if (answer.status === 404)
    throw new OutsideError(denortReasons['denort-missing'], `${address} does not exist`)
  if (answer.status !== 200) refuseStatus(answer)
  if (answer.headers.get('content-type')?.toLowerCase().includes('html'))
    throw new OutsideError(denortReasons['denort-unusable'], `${address} is a page, not an archive`)
  if (!answer.received) throw new OutsideError(denortReasons['denort-unusable'], `${address} is empty`)
}

/** @throws OutsideError for an answer that is neither the file nor that it does not exist */
export function refuseStatus({ url, status }: Pick<Answer, 'url' | 'status'>): never {
  throw new OutsideError(
    commonReasons['outside-failed'],
    `${url} was answered with status ${status}`,
    'Check `denort-url`: the runtimes are fetched without a token. Run again when the host works.',
  )
}
