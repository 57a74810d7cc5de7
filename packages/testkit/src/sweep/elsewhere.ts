import { startHost } from '../core/host.ts'
import { type RecordedRequest, requestName, targetOf } from './request-names.ts'

/** Another origin, which a redirect leads to. */
export interface Elsewhere {
  readonly url: string
  /** Everything that it received, as text. */
  received(): string
  close(): Promise<void>
}

/** Starts an origin that answers as the true one did in a run without faults, so that only its address is wrong. */
export async function startElsewhere(requests: readonly RecordedRequest[]): Promise<Elsewhere> {
  const received: string[] = []
  const host = await startHost({
    routes: [],
    notFound: (request) =>
      requests.find(({ name }) => name === requestName(request))?.answer ?? { status: 200, body: {} },
  })
  host.watch({
    before: (request) =>
      received.push(
        `${request.method} ${targetOf(request)}`,
        JSON.stringify(request.headers),
        request.body.toString(),
      ),
  })
  return { url: host.url, received: () => received.join('\n'), close: () => host.close() }
}
