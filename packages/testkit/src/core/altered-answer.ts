import { type Answer, encodeAnswer } from './answer.ts'

/** Returns the answer with a list where an object is, and the other way round. */
export function otherShape(answer: Answer): Answer | undefined {
  const { body } = answer
  if (body === undefined || Buffer.isBuffer(body) || typeof body === 'string') {
    return { status: 200, body: { unexpected: true } }
  }
  return { status: 200, body: Array.isArray(body) ? {} : [] }
}

/** Returns the first half of the body's bytes, as if they were all of it; undefined if there is no body. */
export function cutBody(answer: Answer): Answer | undefined {
  const { headers, bytes } = encodeAnswer(answer)
  if (bytes.length < 2) return undefined
  return { ...answer, headers, body: bytes.subarray(0, Math.floor(bytes.length / 2)) }
}

/** Returns the answer without the link to its next page; undefined if there is no such link. */
export function withoutNextPage(answer: Answer): Answer | undefined {
  const name = Object.keys(answer.headers ?? {}).find((each) => each.toLowerCase() === 'link')
  if (name === undefined || !answer.headers?.[name]?.includes('rel="next"')) return undefined
  const { [name]: _, ...headers } = answer.headers
  return { ...answer, headers }
}

/** Returns the answer with the first half of its list, without a link to more; undefined if it has no list. */
export function cutList(answer: Answer): Answer | undefined {
  const half = (list: readonly unknown[]) => list.slice(0, Math.floor(list.length / 2))
  const { body } = answer
  const whole = withoutNextPage(answer) ?? answer
  if (Array.isArray(body)) return body.length === 0 ? undefined : { ...whole, body: half(body) }
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return undefined
  const lists = Object.entries(body).filter(([, value]) => Array.isArray(value) && value.length > 0)
  const [only, another] = lists
  if (only === undefined || another !== undefined) return undefined
  return { ...whole, body: { ...body, [only[0]]: half(only[1]) } }
}

/** Fields that say which thing an answer, or each thing in its list, is. */
const identity =
  /^(id|node_id|number|sha|oid|digest|image_digest|name|full_name|path|filename|ref|login|tag_name|version_id|versionId|key|template_name|region|title)$/

/** Things that belong to the thing: which commit it is at. */
const ends = new Set(['head', 'base', 'object', 'commit', 'target'])

/** Returns the answer as it would be about another thing of its kind; undefined if it names none. */
export function renamed(answer: Answer): Answer | undefined {
  const { body } = answer
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return undefined
  const other = renamedInside(body)
  return JSON.stringify(other) === JSON.stringify(body) ? undefined : { ...answer, body: other }
}

/**
 * What is deeper inside, such as the label of an event, exists for the other thing too. An object that names nothing
 * itself is a wrapper, such as Cloudflare's `result`.
 */
function renamedItem(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const isName = (name: string, held: unknown) => identity.test(name) && typeof held !== 'object'
  const isWrapper = !Object.entries(value).some(([name, held]) => isName(name, held))
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => {
      if (isName(name, held)) return [name, another(held)]
      if (name.endsWith('url') && typeof held === 'string') return [name, atOtherCommit(held)]
      if (ends.has(name)) return [name, renamedEnd(held)]
      return [name, isWrapper ? renamedInside(held) : held]
    }),
  )
}

function renamedInside(value: unknown): unknown {
  return Array.isArray(value) ? value.map(renamedItem) : renamedItem(value)
}

function renamedEnd(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [name, /^(sha|ref)$/.test(name) ? another(held) : held]),
  )
}

function atOtherCommit(url: string): string {
  return url.replace(/[0-9a-f]{40}/g, (sha) => `${another(sha)}`)
}

/** Returns another value of the same form. */
function another(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (typeof value !== 'string' || value === '') return value
  const digest = /^(sha256:)?([0-9a-f-]{7,})$/.exec(value)
  if (digest === null) return `other-${value}`
  return `${digest[1] ?? ''}${digest[2]?.replace(/[0-9a-f]/g, (digit) => ((Number.parseInt(digit, 16) + 1) % 16).toString(16))}`
}
