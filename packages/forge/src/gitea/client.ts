import type { Headers, Answer as HttpAnswer, Transport } from '@suite/http'
import type { Purpose } from '@suite/rest'
import { requireNoDots, UnexpectedAnswer } from '@suite/rest'
import * as z from 'zod/mini'
import { refuse } from './refusal.ts'

type Value = string | number | boolean

/** A request, and what its answer has to look like. */
export interface Question<Data> extends Purpose {
  /** As Gitea documents it below `/api/v1`, such as `GET /repos/{owner}/{repo}/labels`. Owner and repository are filled in. */
  readonly route: string
  /** What the route names: a parameter with a star, as `{path*}`, keeps its slashes. */
  readonly path?: Readonly<Record<string, Value>>
  readonly query?: Readonly<Record<string, Value>>
  readonly body?: unknown
  readonly answer: z.ZodMiniType<Data>
}

export interface Answer<Data> {
  readonly data: Data
  readonly headers: Headers
}

/**
 * Asks Gitea.
 * @throws UsageError `input-invalid` for a name that has no place in a URL
 * @throws OutsideError which says in words why there is no answer, or none of the shape that was asked for
 */
export interface GiteaClient {
  readonly owner: string
  ask<Data>(question: Question<Data>): Promise<Answer<Data>>
}

export interface GiteaAccess {
  /** With `/api/v1` at its end. */
  readonly apiUrl: string
  readonly token: string
  readonly repository: { readonly owner: string; readonly name: string }
  readonly transport: Transport
}

/** A small client of our own: the paths, pages and ids of Gitea are not those that GitHub's clients know. */
export function createGiteaClient({ apiUrl, token, repository, transport }: GiteaAccess): GiteaClient {
  const place = { owner: repository.owner, repo: repository.name }
  return {
    owner: repository.owner,
    async ask({ route, path = {}, query = {}, body, answer, to, permission }) {
      requireNoDots(route, path)
      const [method = '', template = ''] = route.split(' ')
      const address = `${apiUrl}${fill(template, { ...place, ...path })}`
      const search = new URLSearchParams(
        Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
      )
      const given = await transport.send({
        method,
        url: search.size === 0 ? address : `${address}?${search}`,
        headers: {
          accept: 'application/json',
          authorization: `token ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const { status, headers } = given
      if (status < 200 || status > 299) {
        const request = `${method} ${new URL(address).pathname}`
        throw refuse({ status, said: saidIn(given), request }, { to, permission }, method !== 'GET')
      }
      const read = z.safeParse(answer, status === 204 ? undefined : given.json())
      if (!read.success) throw new UnexpectedAnswer('Gitea', { to, route }, read.error)
      return { data: read.data, headers }
    },
  }
}

/** Fills a template's `{name}` and `{name*}` in; what stands there is written so that it cannot leave its place. */
function fill(template: string, values: Readonly<Record<string, Value>>): string {
  return template.replace(/\{(\w+)(\*?)\}/g, (_, name: string, star: string) => {
    const value = String(values[name])
    return star === '' ? encodeURIComponent(value) : value.split('/').map(encodeURIComponent).join('/')
  })
}

/** The message of a refusal, and its details; `undefined` where the body is none of Gitea's. */
function saidIn(answer: HttpAnswer): string | undefined {
  try {
    const { message, errors } = said.parse(JSON.parse(answer.text()))
    return [message, ...(errors ?? [])].join(': ').slice(0, 300)
  } catch {
    return undefined
  }
}

const said = z.object({ message: z.string(), errors: z.nullish(z.array(z.string())) })
