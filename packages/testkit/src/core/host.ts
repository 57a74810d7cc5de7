import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type Answer, AnswerError } from './answer.ts'
import { createFaultPlan, type Injection } from './faults.ts'
import { createGathering } from './gathering.ts'
import { type LogEntry, logEntry } from './request-log.ts'
import { findRoute, type HostRequest, type Route } from './router.ts'
import { preempts, refuse, send } from './send.ts'

export interface HostOptions {
  readonly routes: readonly Route[]
  /** Returns the answer when no route matches; the request is logged with `route: null`. */
  readonly notFound?: (request: HostRequest) => Answer
  /** Adds the headers of every answer to a true answer. */
  readonly finish?: (request: HostRequest, answer: Answer) => Answer
  /** Returns the name of the token in a request, for the log. */
  readonly identify?: (request: HostRequest) => string | null
}

/** Sees every request of a host. The host waits for it. */
export interface Witness {
  before?(request: HostRequest): unknown
  after?(request: HostRequest, answer: Answer): unknown
  /** Called when an answer has left, or its connection is closed. */
  ended?(request: HostRequest): unknown
}

/** An HTTP service on loopback. */
export interface Host {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly url: string
  /** Every request, in order of arrival. */
  readonly log: readonly LogEntry[]
  /** Milliseconds from a request's arrival to its answer. */
  latency: number
  /**
   * Above 0, answers are held until no request arrives for this many milliseconds, and then sent together. So
   * `rounds` counts which requests wait for others, however slowly a busy machine sends the requests of one batch.
   */
  gather: number
  inject(injection: Injection): void
  clearFaults(): void
  /** Calls a witness for every request: before it is handled, and with its true answer before that is sent. */
  watch(witness: Witness): void
  /** Returns what the host would answer to a request now. The request is not logged, and meets no fault. */
  answerTo(request: Pick<HostRequest, 'method' | 'path' | 'query' | 'headers'>): Promise<Answer>
  clearLog(): void
  /** Stops listening and destroys every open socket. */
  close(): Promise<void>
}

/** Listens on 127.0.0.1 at a free port. */
export async function startHost(options: HostOptions): Promise<Host> {
  const log: LogEntry[] = []
  const plan = createFaultPlan()
  const gathered = createGathering()
  let arrivals = 0
  const connections = new WeakMap<Socket, number>()
  const witnesses: Witness[] = []
  let opened = 0
  let closed = false

  const server = createServer((incoming, response) => {
    const startedAt = performance.now()
    readBody(incoming).then(
      (body) => serve(incoming, response, body, startedAt),
      () => response.destroy(),
    )
  })

  server.on('connection', (socket) => {
    opened += 1
    connections.set(socket, opened)
  })

  async function serve(incoming: IncomingMessage, response: ServerResponse, body: Buffer, startedAt: number) {
    const url = new URL(incoming.url ?? '/', 'http://127.0.0.1')
    const method = incoming.method ?? 'GET'
    const found = findRoute(options.routes, method, url.pathname)
    const request: HostRequest = {
      index: arrivals++,
      method,
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body,
      route: found?.route.pattern ?? null,
      params: found?.params ?? {},
    }
    const entry = logEntry(
      request,
      options.identify?.(request) ?? null,
      connections.get(incoming.socket) ?? 0,
      startedAt,
    )
    log.push(entry)
    response.on('close', () => {
      entry.endedAt ??= performance.now()
      for (const witness of witnesses) witness.ended?.(request)
    })

    try {
      for (const witness of witnesses) await witness.before?.(request)
      const injection = plan.meet(request)
      entry.fault = injection?.fault.kind ?? null
      if (injection?.fault.kind === 'refuse') {
        refuse(server, injection.fault.forMs, () => closed)
        return
      }
      const truth = injection && preempts(injection) ? undefined : await answer(request, found?.route, entry)
      if (truth) for (const witness of witnesses) await witness.after?.(request, truth)
      const remaining = host.latency - (performance.now() - startedAt)
      if (remaining > 0) await pause(remaining)
      if (host.gather > 0) await gathered(host.gather)
      await send(response, entry, truth, injection?.fault)
    } catch (error) {
      entry.defect = error
      response.destroy()
    }
  }

  async function answer(
    request: HostRequest,
    route: Route | undefined,
    entry: Pick<LogEntry, 'defect'>,
  ): Promise<Answer> {
    const finish = (given: Answer) => options.finish?.(request, given) ?? given
    try {
      if (!route)
        return finish(options.notFound?.(request) ?? { status: 404, body: { message: 'Not Found' } })
      return finish(await route.handle(request))
    } catch (error) {
      if (error instanceof AnswerError) return finish(error.answer)
      entry.defect = error
      return { status: 500, body: { message: `testkit: ${error instanceof Error ? error.stack : error}` } }
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const host: Host = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    latency: 0,
    gather: 0,
    inject: plan.inject,
    clearFaults: plan.clear,
    watch: (witness) => void witnesses.push(witness),
    answerTo(request) {
      const found = findRoute(options.routes, request.method, request.path)
      const { params = {}, route } = found ?? {}
      const whole = { ...request, index: -1, body: Buffer.alloc(0), route: route?.pattern ?? null, params }
      return answer(whole, route, { defect: null })
    },
    clearLog: () => {
      log.length = 0
    },
    close: () =>
      new Promise((resolve) => {
        closed = true
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return host
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
