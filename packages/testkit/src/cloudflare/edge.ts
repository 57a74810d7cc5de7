import { request as connect, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RunningVersion, runVersion } from './edge-version.ts'
import type { Cloudflare } from './start-cloudflare.ts'
import type { StoredDeployment, WorkerState } from './state.ts'
import { overriddenVersion } from './version-overrides.ts'

export interface EdgeOptions {
  /** The Worker to serve, from the first account. */
  readonly worker: string
  /**
   * How many requests the old deployment still answers after a new one, or `until-released`. Default: none, so that
   * the new version is served at once.
   */
  readonly lag?: number | 'until-released'
  /**
   * Returns the position of a request in the split, from 0 to below 100, given the number of requests before it.
   * Default: each position once in a hundred requests, in a mixed order.
   */
  readonly place?: (turn: number) => number
}

/** One answer of the edge. */
export interface EdgeEntry {
  readonly method: string
  readonly path: string
  /** `undefined` if nothing was deployed. */
  readonly versionId: string | undefined
  /** Whether the request named the version. */
  readonly overridden: boolean
}

/** What the public is served: the deployed versions of one Worker, each in a workerd of its own. */
export interface Edge {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly url: string
  readonly log: readonly EdgeEntry[]
  /** Applies to later deployments. */
  lag: number | 'until-released'
  /** Serves the newest deployment from now on. */
  release(): void
  /** Stops listening and ends every workerd. */
  close(): Promise<void>
}

interface Effective {
  readonly deployment: StoredDeployment
  readonly running: readonly { readonly percentage: number; readonly serving: RunningVersion }[]
}

/** Serves a Worker on 127.0.0.1, even before its first deployment; every answer is then 404. */
export async function startEdge(cloudflare: Cloudflare, options: EdgeOptions): Promise<Edge> {
  const account = cloudflare.account()
  const place = options.place ?? ((turn) => (turn * 37) % 100)
  // A version that has started runs until the edge is closed, so that a rollback is as fast as on the real platform.
  const running = new Map<string, Promise<RunningVersion>>()
  const log: EdgeEntry[] = []
  let effective: Effective | undefined
  let coming: { readonly next: Effective; left: number } | undefined
  let turn = 0

  async function follow(worker: WorkerState | undefined) {
    const deployment = worker?.deployments[0]
    if (!worker || !deployment || worker !== account.workers.get(options.worker)) return
    const shares = await Promise.all(
      deployment.versions.map(async ({ versionId, percentage }) => {
        const version = worker.versions.find(({ id }) => id === versionId)
        if (!version) throw new Error(`the stand-in has no version ${versionId}`)
        const starting = running.get(versionId) ?? runVersion(version, account, cloudflare.now)
        running.set(versionId, starting)
        return { percentage, serving: await starting }
      }),
    )
    const lag = edge.lag === 'until-released' ? Number.POSITIVE_INFINITY : edge.lag
    // A new Worker has no old version to lag behind with.
    coming = { next: { deployment, running: shares }, left: effective ? lag : 0 }
    if (coming.left === 0) edge.release()
  }

  function choose(incoming: IncomingMessage) {
    if (coming && coming.left-- <= 0) edge.release()
    if (!effective) return undefined
    const wanted = overriddenVersion(incoming.headers['cloudflare-workers-version-overrides'], options.worker)
    const named = effective.running.find(({ serving }) => serving.version.id === wanted)
    if (named) return { serving: named.serving, overridden: true }
    let position = place(turn++)
    const found = effective.running.find(({ percentage }) => {
      position -= percentage
      return position < 0
    })
    const { serving } = found ?? (effective.running.at(-1) as Effective['running'][number])
    return { serving, overridden: false }
  }

  const server = createServer((incoming, response) => {
    const chosen = choose(incoming)
    const { method = 'GET', url: path = '/' } = incoming
    log.push({
      method,
      path,
      versionId: chosen?.serving.version.id,
      overridden: chosen?.overridden ?? false,
    })
    if (!chosen) {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>There is nothing here yet</h1>\n')
      return
    }
    pass(incoming, response, chosen.serving.url)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })

  const edge: Edge = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    lag: options.lag ?? 0,
    release() {
      if (!coming) return
      effective = coming.next
      coming = undefined
    },
    async close() {
      unfollow()
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
      await Promise.allSettled([...running.values()].map(async (starting) => (await starting).stop()))
    },
  }
  const unfollow = cloudflare.onDeployment(follow)
  await follow(account.workers.get(options.worker))
  return edge
}

/** Forwards a request and its answer unchanged: the Worker sees the host that the client named. */
function pass(incoming: IncomingMessage, response: ServerResponse, to: URL): void {
  const { method, url, rawHeaders } = incoming
  const target = { host: to.hostname, port: to.port, method, path: url, headers: rawHeaders }
  const outgoing = connect(target, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    answer.pipe(response)
  })
  outgoing.on('error', () => response.destroy())
  response.on('close', () => outgoing.destroy())
  incoming.pipe(outgoing)
}
