import type { Answer } from '../core/answer.ts'
import { requestFaults } from '../core/fault-catalogue.ts'
import type { Fault } from '../core/faults.ts'
import { type AskedRequest, isRead } from '../core/request-fault.ts'
import type { HostRequest } from '../core/router.ts'
import type { Injected, RequestPlace, Times } from './cells.ts'
import { type RecordedRequest, requestName, targetOf } from './request-names.ts'
import type { World } from './scenario.ts'

/** Whether a fault took place. */
export interface Met {
  /** Why it did not; undefined if it did. */
  why: string | undefined
  /** The targets of the requests of this name, as sent, from the one on that met it first. */
  readonly asked: string[]
}

const notMet = 'the run did not send that request'

/** Makes the answers to a request wrong, in the next run of a world. */
export function injectInto(
  world: World,
  injected: Extract<Injected, { kind: 'request' }>,
  recorded: RecordedRequest,
  elsewhere: string,
): Met {
  const host = hostOf(world, injected)
  const found = requestFaults.find(({ name }) => name === injected.fault)
  if (found === undefined) throw new Error(`no such fault of a request: ${injected.fault}`)
  const asked: AskedRequest = {
    method: recorded.method,
    target: recorded.target,
    answer: recorded.answer,
    origin: host.url,
    elsewhere,
    before: found.group === 'stale' ? keepBefore(world, injected.host, recorded) : () => undefined,
  }
  const plan = found.plan(asked, injected.times)
  const met: Met = { why: notMet, asked: [] }
  if ('unreached' in plan) return { ...met, why: plan.unreached }
  let seen = 0
  host.inject({
    ...plan,
    fault: watched(plan.fault, met),
    match(request) {
      if (requestName(request) !== injected.name) return false
      seen += 1
      if (seen >= injected.nth) met.asked.push(targetOf(request))
      const applies = meets(seen - injected.nth, injected.times)
      if (applies && plan.fault.kind !== 'alter') met.why = undefined
      return applies
    },
  })
  return met
}

/** Calls a function around one request of the next run. */
export function around(
  world: World,
  place: RequestPlace,
  { before, after, ended }: { before?: () => unknown; after?: () => unknown; ended?: () => unknown },
): Met {
  const met: Met = { why: notMet, asked: [] }
  let seen = 0
  let wanted: HostRequest | undefined
  hostOf(world, place).watch({
    before(request) {
      if (requestName(request) !== place.name) return
      seen += 1
      if (seen !== place.nth) return
      wanted = request
      if (before === undefined) return
      met.why = undefined
      return before()
    },
    after(request) {
      if (request !== wanted || after === undefined) return
      met.why = undefined
      return after()
    },
    ended(request) {
      if (request !== wanted || ended === undefined) return
      met.why = undefined
      return ended()
    },
  })
  return met
}

function hostOf(world: World, { host }: RequestPlace) {
  const found = world.hosts[host]
  if (found === undefined) throw new Error(`the scenario has no host ${host}`)
  return found
}

/** Returns whether a request meets the fault that comes so many requests of its name after the first one to meet it. */
function meets(after: number, times: Times): boolean {
  if (times === 'once') return after === 0
  return after >= 0 && (times === 'for good' || after % 2 === 0)
}

/** Notes whether an altered answer is really another one. */
function watched(fault: Fault, met: Met): Fault {
  if (fault.kind !== 'alter') return fault
  return {
    kind: 'alter',
    async alter(answer) {
      const altered = await fault.alter(answer)
      if (textOf(altered) !== textOf(answer)) met.why = undefined
      else if (met.why !== undefined) met.why = 'it changed nothing'
      return altered
    },
  }
}

function textOf({ status, headers, body }: Answer): string {
  return JSON.stringify([status, headers, Buffer.isBuffer(body) ? body.toString('latin1') : body])
}

/** Before each write of the run, asks what the answer to a request is, as somebody who reads an old copy gets it. */
function keepBefore(world: World, name: string, { method, target }: RecordedRequest) {
  let before: Answer | undefined
  let headers: HostRequest['headers'] = {}
  const asked = world.hosts[name]
  const url = new URL(target, 'http://127.0.0.1')
  for (const host of Object.values(world.hosts))
    host.watch({
      async before(request) {
        if (host === asked && request.headers.authorization !== undefined) headers = request.headers
        if (isRead(request) || asked === undefined) return
        const answer = await asked.answerTo({ method, path: url.pathname, query: url.searchParams, headers })
        if (answer.status === 200) before = answer
      },
    })
  return () => before
}
