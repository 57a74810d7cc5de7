import { request as connect, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RunningVersion, runVersion } from './edge-version.ts'
import type { Cloudflare } from './start-cloudflare.ts'
import type { StoredDeployment, WorkerState } from './state.ts'
import { overriddenVersion } from './version-overrides.ts'

export interface EdgeOptions {
  /** The Worker that is served, of the first account. */
  readonly worker: string
  /**
   * How many requests the old deployment goes on answering after a new one, or `until-released`. Default: none, so
   * that whoever has deployed sees the new version at once.
   */
  readonly lag?: number | 'until-released'
  /**
   * Where a request falls, from 0 to below 100, by how many there were before it. Default: every place once
   * in a hundred requests, in an order that mixes them.
   */
  readonly place?: (turn: number) => number
}

/** One answer that the edge gave. */
export interface EdgeEntry {
  readonly method: string
  readonly path: string
  /** `undefined`: nothing was deployed. */
  readonly versionId: string | undefined
  /** The request named the version. */
  readonly overridden: boolean
}

/** What the world is served: the deployed versions of one Worker, each in a workerd of its own. */
export interface Edge {
  /** `http://127.0.0.1:<port>`, no slash at the end. */
  readonly url: string
  readonly log: readonly EdgeEntry[]
  /** Changes for the deployments to come. */
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

/** Serves a Worker on 127.0.0.1, also before it is first deployed: then every answer is 404. */
export async function startEdge(cloudflare: Cloudflare, options: EdgeOptions): Promise<Edge> {
  const account = cloudflare.account()
  const place = options.place ?? ((turn) => (turn * 37) % 100)
  // One that has begun to run does so until the edge is closed: a way back is as fast as on the real platform.
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
    // A Worker that was not there before has no old version to lag behind with.
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

/** Hands a request on, and its answer back, as they are: the Worker sees the host that the client named. */
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
