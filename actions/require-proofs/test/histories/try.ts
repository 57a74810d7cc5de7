import type { Place, setForges } from './forges.ts'
import { grow } from './grow.ts'
import { type History, type Topic, topics } from './history.ts'
import { type Landed, type Landing, lacksProof, landingsOf, listedPaths, lookAt } from './oracle.ts'
import { type Method, queueUp } from './queue.ts'

type Sites = ReturnType<ReturnType<typeof setForges>>

/** A judged history: what really lands, and what the gate says. */
export interface Tried {
  readonly words: readonly string[]
  readonly passes: boolean
  readonly reason: string | undefined
  /** What the run printed. */
  readonly printed: string
  readonly landings: readonly (Landing & Landed)[]
  /** Paths that the forge lists. */
  readonly listed: ReadonlySet<string>
}

let worlds = 0

/** Judges the first pull request of a history, and lands it in every way that the forge allows. */
export async function tryPull(sites: Sites, place: Place, history: History): Promise<Tried> {
  const { clone, mayBeRebased, ...site } = sites[place]
  const { tips, words } = await grow(clone, history)
  const [base = '', head = ''] = [tips.get('main'), tips.get('one')]
  const [to, from] = await name(clone, [
    ['main', base],
    ['one', head],
  ])
  const number = await site.open(to ?? '', from ?? '')
  const [ran, landings, listed] = await Promise.all([
    site.event(number).then(site.judge),
    landingsOf(clone, base, head, { mayBeRebased }).then((found) => lookAtAll(clone, found)),
    listedPaths(clone, base, head),
  ])
  return { words: [`judged on ${place}`, ...words], ...verdictOf(ran), landings, listed }
}

/** Judges the last entry of a merge queue: with it, every entry lands. */
export async function tryQueue(
  sites: Sites,
  method: Method,
  history: History,
  length: number,
): Promise<Tried | undefined> {
  const { clone, queueEntry, ...site } = sites.github
  const { tips, words } = await grow(clone, history)
  const base = tips.get('main') ?? ''
  const heads = topics.slice(0, length).map((topic): [Topic, string] => [topic, tips.get(topic) ?? ''])
  const entries = await queueUp(clone, base, heads, method)
  const [to = '', ...from] = await name(clone, [['main', base], ...heads])
  let on: Awaited<ReturnType<NonNullable<typeof queueEntry>>> | undefined
  for (const [at, head] of from.entries()) {
    const number = await site.open(to, head)
    const entry = entries.find(({ topic }) => topic === heads[at]?.[0])
    if (entry !== undefined) on = await queueEntry?.(number, entry)
  }
  if (on === undefined) return undefined
  const [ran, landings, ...listed] = await Promise.all([
    site.judge(on),
    lookAtAll(clone, entries),
    ...heads.map(([, head]) => listedPaths(clone, base, head)),
  ])
  const order = entries.map(({ topic }) => topic).join(', ')
  return {
    words: [...words, `the queue merges ${order} by ${method}`],
    ...verdictOf(ran),
    landings,
    listed: new Set(listed.flatMap((paths) => [...paths])),
  }
}

/** Gives commits branches of their own, and returns their names. */
async function name(
  { git }: Sites[Place]['clone'],
  tips: readonly (readonly [string, string])[],
): Promise<string[]> {
  worlds += 1
  const named = tips.map(([branch, id]): [string, string] => [`h${worlds}-${branch}`, id])
  await git(
    ['update-ref', '--stdin'],
    named.map(([branch, id]) => `create refs/heads/${branch} ${id}\n`).join(''),
  )
  return named.map(([branch]) => branch)
}

function lookAtAll(clone: Sites[Place]['clone'], landings: readonly Landing[]) {
  return Promise.all(landings.map(async (each) => ({ ...each, ...(await lookAt(clone, each)) })))
}

function verdictOf(ran: Awaited<ReturnType<Sites[Place]['judge']>>) {
  return { passes: ran.exitCode === 0, reason: ran.reason, printed: ran.stdout }
}

/** Returns the landings that the gate let through without a proof. */
export function missedBy({ passes, landings }: Tried): readonly (Landing & Landed)[] {
  return passes ? landings.filter(lacksProof) : []
}

/** Returns whether a change lands in every way without a missing proof. */
export function isHonest({ landings }: Tried): boolean {
  return landings.length > 0 && !landings.some(lacksProof)
}

/** Returns whether a path that asks for a proof changes, but is not in the list of the forge. */
export function landsElsewhere({ landings, listed }: Tried): boolean {
  return landings.some(({ asking }) => asking.some((path) => !listed.has(path)))
}
