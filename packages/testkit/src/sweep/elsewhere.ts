import { startHost } from '../core/host.ts'
import { type RecordedRequest, requestName, targetOf } from './request-names.ts'

/** Another origin, which a redirect leads to. */
export interface Elsewhere {
  readonly url: string
  /**
   * Returns everything that it received, as text, without these targets: it was a redirect that gave them, with the
   * signature in them.
   */
  received(given: readonly string[]): string
  close(): Promise<void>
}

/** Starts an origin that answers as the true one did in a run without faults, so that only its address is wrong. */
export async function startElsewhere(requests: readonly RecordedRequest[]): Promise<Elsewhere> {
  const received: { readonly target: string; readonly text: string }[] = []
  const host = await startHost({
    routes: [],
    notFound: (request) =>
      requests.find(({ name }) => name === requestName(request))?.answer ?? { status: 200, body: {} },
  })
  host.watch({
    before: (request) =>
      void received.push({
        target: targetOf(request),
        text: `${JSON.stringify(request.headers)}\n${request.body}`,
      }),
  })
  return {
    url: host.url,
    received: (given) =>
      received.map(({ target, text }) => (given.includes(target) ? text : `${target}\n${text}`)).join('\n'),
    close: () => host.close(),
  }
}
