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

/**
 * Returns the answer with the first half of its list, without a link to more; undefined if it has no list. An answer with
 * several lists loses half of the first, or of the last one.
 */
export function cutList(answer: Answer, which: 'first' | 'last' = 'first'): Answer | undefined {
  const { body } = answer
  const lists = listsIn(body)
  const path = which === 'first' ? lists[0] : lists.slice(1).at(-1)
  if (path === undefined) return undefined
  return { ...(withoutNextPage(answer) ?? answer), body: withHalf(body, path) }
}

/** Returns the answer with nothing in its lists; undefined if that is what `cutList` returns, or if it has no list. */
export function emptyLists(answer: Answer): Answer | undefined {
  const { body } = answer
  const paths = listsIn(body)
  if (paths.length === 0) return undefined
  const emptied = { ...(withoutNextPage(answer) ?? answer), body: paths.reduce(withNothing, body) }
  return JSON.stringify(emptied) === JSON.stringify(cutList(answer)) ? undefined : emptied
}

/** Returns the answer with a link to a next page; undefined if it has no list. */
export function withNextPage(answer: Answer, page: string): Answer | undefined {
  if (listsIn(answer.body).length === 0) return undefined
  const { headers } = withoutNextPage(answer) ?? answer
  return { ...answer, headers: { ...headers, link: `<${page}>; rel="next"` } }
}

/** Returns the answer with null in place of each text, number and boolean; undefined if it has none. */
export function withoutValues(answer: Answer): Answer | undefined {
  const { body } = answer
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return undefined
  const emptied = JSON.parse(JSON.stringify(body), (_, value) => (typeof value === 'object' ? value : null))
  return JSON.stringify(emptied) === JSON.stringify(body) ? undefined : { ...answer, body: emptied }
}

/** Returns where the lists of a body are that hold something: at its top, or in an object that is at its top. */
function listsIn(value: unknown, depth = 2): (readonly string[])[] {
  if (Array.isArray(value)) return value.length > 0 ? [[]] : []
  if (depth === 0 || typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return []
  return Object.entries(value).flatMap(([name, held]) =>
    listsIn(held, depth - 1).map((path) => [name, ...path]),
  )
}

type Path = readonly string[]
const withHalf = (value: unknown, path: Path) =>
  withList(value, path, (list) => list.slice(0, Math.floor(list.length / 2)))
const withNothing = (value: unknown, path: Path) => withList(value, path, () => [])

/** Returns a body in which the list at a path is another one. */
function withList(
  value: unknown,
  [name, ...path]: Path,
  change: (list: readonly unknown[]) => readonly unknown[],
): unknown {
  if (Array.isArray(value)) return change(value)
  if (name === undefined) return value
  const held = value as Readonly<Record<string, unknown>>
  return { ...held, [name]: withList(held[name], path, change) }
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
