import type { Answer, Host, HostRequest } from '@suite/testkit/core'

/** A request, and the answer that left with every fault in it; undefined if none left whole. */
export interface Sent {
  readonly request: HostRequest
  readonly answer: Answer | undefined
}

/** A host whose answers are remembered as the client gets them. */
export interface Remembering {
  readonly host: Host
  readonly sent: () => readonly Sent[]
}

/** Remembers what a host sends. Faults must be injected into the host that is returned, by a function that matches. */
export function rememberAnswers(host: Host): Remembering {
  const entries: { request: HostRequest; truth?: Answer; left?: { readonly answer: Answer | undefined } }[] =
    []
  const of = (request: HostRequest) => entries.find((entry) => entry.request === request)
  host.watch({
    before: (request) => void entries.push({ request }),
    after(request, answer) {
      const entry = of(request)
      if (entry) entry.truth = answer
    },
  })
  const inject: Host['inject'] = (injection) => {
    const { match, fault } = injection
    if (typeof match !== 'function') throw new Error('only a function is followed')
    host.inject({
      ...injection,
      match(request, index) {
        const meets = match(request, index)
        const entry = of(request)
        if (meets && entry) entry.left = { answer: fault.kind === 'replace' ? fault.answer : undefined }
        return meets
      },
      fault:
        fault.kind === 'alter'
          ? {
              kind: 'alter',
              async alter(truth) {
                const answer = await fault.alter(truth)
                const entry = entries.find((each) => each.truth === truth)
                if (entry) entry.left = { answer }
                return answer
              },
            }
          : fault,
    })
  }
  return {
    host: Object.assign(Object.create(host) as Host, { inject }),
    sent: () => entries.map(({ request, truth, left }) => ({ request, answer: left ? left.answer : truth })),
  }
}
