import type { Answer, Fault, Host, HostRequest } from '@suite/testkit/core'

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

interface Entry {
  readonly request: HostRequest
  truth?: Answer
  fault?: Fault
  altered?: Answer
}

function leftOf({ truth, fault, altered }: Entry): Answer | undefined {
  switch (fault?.kind) {
    case undefined:
      return truth
    case 'replace':
      return fault.answer
    case 'alter':
      return altered
    case 'cut':
      // It is whole with its headers.
      return truth?.status === 204 ? truth : undefined
    default:
      return undefined
  }
}

/** Remembers what a host sends. Faults must be injected into the host that is returned, by a function that matches. */
export function rememberAnswers(host: Host): Remembering {
  const entries: Entry[] = []
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
        if (meets && entry) entry.fault = fault
        return meets
      },
      fault:
        fault.kind === 'alter'
          ? {
              kind: 'alter',
              async alter(truth) {
                const answer = await fault.alter(truth)
                const entry = entries.find((each) => each.truth === truth)
                if (entry) entry.altered = answer
                return answer
              },
            }
          : fault,
    })
  }
  return {
    host: Object.assign(Object.create(host) as Host, { inject }),
    sent: () => entries.map((entry) => ({ request: entry.request, answer: leftOf(entry) })),
  }
}
