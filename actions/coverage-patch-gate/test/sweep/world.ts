import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Host, RunActionOptions } from '@suite/testkit/core'
import { type RunChanges, runInWorld, type World } from '@suite/testkit/sweep'
import type { Checkout } from './checkout.ts'
import { addedCode, countLines } from './what-is-covered.ts'

interface Comment {
  readonly user: string
  readonly body: string
}

/** What a run of the gate is about. */
export interface Gate {
  readonly hosts: World['hosts']
  readonly log: Host['log']
  readonly on: Pick<RunActionOptions, 'event' | 'forge' | 'ref' | 'repository' | 'sha'> & {
    readonly token: string
  }
  readonly checkout: Checkout
  /** The commit that the checkout is compared with. */
  readonly base: string
  readonly number: number
  /** The login of the token. */
  readonly bot: string
  comments(): readonly Comment[]
  comment(user: string, body: string): void
  closeForge(): Promise<void>
  readonly inputs?: Readonly<Record<string, string>>
}

export const reports = ['coverage/unit.info', 'coverage/end-to-end.info']
const byHand: Comment = { user: 'ada', body: 'Nice!' }

/** Opens the world of a gate that keeps a comment and writes a badge and a trend. */
export function worldOf(gate: Gate, given: Pick<World, 'missing'>): World {
  const { checkout, comments, number } = gate
  let written: string | undefined
  const inputs = {
    coverage: 'coverage/*.info',
    comment: 'always',
    name: 'shop',
    'badge-path': 'out/coverage.svg',
    'trend-path': 'out/trend.json',
    timeout: '60s',
    ...gate.inputs,
  }
  return {
    hosts: gate.hosts,
    programs: [{ name: 'git' }],
    secrets: [gate.on.token],
    subjects: [`#${number}`, ...reports, 'coverage-patch-gate-', 'out/', 'src/'],
    others: { 'a comment by hand': async () => gate.comment(byHand.user, byHand.body) },
    run: (changes: RunChanges = {}) =>
      runInWorld(
        'coverage-patch-gate',
        { ...gate.on, inputs, log: gate.log, workspace: checkout.folder },
        {
          ...changes,
          async look(folder) {
            await changes.look?.(folder)
            written = await readReport(folder.root)
          },
        },
      ),
    async missing(ran) {
      return (
        (await given.missing(ran)) ??
        (await lackOfEffect(gate, written)) ??
        (comments().some(({ user, body }) => user === byHand.user && body !== byHand.body)
          ? 'the comment of somebody else was changed'
          : undefined)
      )
    },
    state: async () => ({
      comments: comments().map(({ user, body }) => `${user}: ${withoutIds(body)}`),
      badge: await readFile(join(checkout.folder, 'out/coverage.svg'), 'utf8'),
      trend: (await readTrend(checkout.folder)).map(({ patch }) => patch),
    }),
    left: async () =>
      Object.fromEntries(comments().map(({ body }, at) => [`comment ${at + 1}`, body] as const)),
    async close() {
      await Promise.all([gate.closeForge(), checkout.close()])
    },
  }
}

/** Returns what the comment, the badge, the trend or the full report lacks or says wrongly. */
async function lackOfEffect(gate: Gate, written: string | undefined): Promise<string | undefined> {
  const { checkout, base, bot, comments } = gate
  const { covered, total } = await countLines(checkout.folder, base, reports)
  const hasCode = (await addedCode(checkout.folder, base)).length > 0
  const own = comments().filter(
    ({ user, body }) => user === bot && body.startsWith('<!-- coverage-patch-gate'),
  )
  const says = hasCode
    ? `✅ **pass** · tests run ${covered} of ${total} `
    : '⏭️ **skip** · the change adds no line of code that counts'
  if (own.length !== 1 || !own[0]?.body.includes(says))
    return `not one comment that says "${says}": ${JSON.stringify(own)}`
  const { patch } = JSON.parse(written ?? '{}')
  if (patch?.covered !== covered || patch.total !== total) return `the full report is ${written}`
  const [entry, ...more] = await readTrend(checkout.folder)
  if (entry?.patch.covered !== covered || entry.patch.total !== total || more.length > 0)
    return `the trend has ${1 + more.length} entries, the first one ${JSON.stringify(entry)}`
  const badge = await readFile(join(checkout.folder, 'out/coverage.svg'), 'utf8').catch(() => 'not there')
  const shown = total === 0 ? 'patch no lines' : `patch ${(100 * covered) / total}%`
  return badge.includes(`<title>coverage 100%, ${shown}</title>`) ? undefined : `the badge is ${badge}`
}

/** Returns the full report, wherever a run wrote it below its folder. */
async function readReport(root: string): Promise<string | undefined> {
  const names = await readdir(root, { recursive: true })
  const found = names.find((name) => /(?:^|\/)coverage-patch-gate-[^/]*\.json$/.test(name))
  return found === undefined ? undefined : readFile(join(root, found), 'utf8')
}

interface Entry {
  readonly patch: { readonly covered: number; readonly total: number }
}

async function readTrend(folder: string): Promise<readonly Entry[]> {
  const text = await readFile(join(folder, 'out/trend.json'), 'utf8').catch(() => '{"entries":[]}')
  return JSON.parse(text).entries
}

/** Leaves out what differs from world to world: commits and ports. */
function withoutIds(body: string): string {
  return body
    .replaceAll(/[0-9a-f]{40}|[0-9a-f]{12}/g, '<sha>')
    .replaceAll(/https?:\/\/[\d.]+:\d+/g, '<forge>')
}
