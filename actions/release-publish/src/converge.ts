import type { Release, TagFact } from '@suite/forge'
import type { BodySource } from '@suite/http'
import { applied, type Run } from '@suite/runner'
import { apply, describeWrite, isDecidedByReading } from './apply.ts'
import { type Looking, lookAgain, lookAtAll } from './look.ts'
import { nextStep, type Write } from './plan.ts'
import type { Ports } from './ports.ts'
import { reasons } from './reasons.ts'
import { type Refusal, refuse } from './refusal.ts'
import { noProgress, type Progress, type Seen } from './seen.ts'
import { simulate } from './simulate.ts'
import { waitForRead } from './waits.ts'
import type { Wanted, WantedFile } from './wanted.ts'

/** A published release that equals what is wanted, and what was read last. */
export interface Published {
  readonly seen: Seen
  /** Whether this run published it. */
  readonly hasPublished: boolean
  readonly release: Release
  readonly tag: TagFact
  readonly refusal?: undefined
}

/** How the work on a release ended, and what was read last. */
export type Ended =
  | Published
  | { readonly seen: Seen; readonly hasPublished: boolean; readonly refusal: Refusal }

/** How often one write may be sent, if reads do not show its result. */
const mostTimes = 3

/**
 * Reads what is there, sends the next write, and reads again, until the release is published and equals what is
 * wanted, or must not be touched.
 * @param seen what was read first
 */
export async function converge(
  { writes }: Pick<Run<unknown>, 'writes'>,
  ports: Pick<Ports, 'releases' | 'wait' | 'remaining'>,
  wanted: Wanted,
  source: (file: WantedFile) => Promise<BodySource>,
  first: { readonly seen: Seen; readonly looking: Looking },
): Promise<Ended> {
  const { releases } = ports
  const times = new Map<string, number>()
  const count = (what: string) => {
    const before = times.get(what) ?? 0
    times.set(what, before + 1)
    return before
  }
  let { seen } = first
  let progress: Progress = noProgress
  /** The error of the last write, if its outcome is read. */
  let lost: unknown
  const looking = (): Looking => ({ ...first.looking, known: progress.drafts, removed: progress.removed })

  for (;;) {
    const step = nextStep(wanted, seen, progress)
    const { hasPublished } = progress
    if (step.kind === 'done') return { seen, hasPublished, release: step.release, tag: step.tag }
    if (step.kind === 'refuse') return { seen, hasPublished, refusal: step }
    if (step.kind === 'look') {
      seen = await lookAtAll(releases, looking())
      continue
    }
    if (step.kind === 'await') {
      if (!(await waitForRead(ports, count(step.what))))
        return { seen, hasPublished, refusal: step.otherwise }
      seen = await lookAtAll(releases, looking())
      continue
    }
    const what = describeWrite(wanted, step)
    const before = count(nameOf(step))
    if (before >= mostTimes || (before > 0 && !(await waitForRead(ports, before - 1)))) {
      if (lost !== undefined) throw lost
      return { seen, hasPublished, refusal: notConfirmed(what, before) }
    }
    let id: number | undefined
    lost = undefined
    try {
      const done = await writes.perform(what, async () =>
        applied(await apply(releases, wanted, source, step)),
      )
      id = done.result
    } catch (error) {
      if (!isDecidedByReading(error) && !(await isGone(releases, step))) throw error
      lost = error
    }
    progress = advance(progress, step, id, lost !== undefined)
    // What is published is read from its first byte again.
    if (step.kind === 'publish') first.looking.digests.clear()
    const readsAll =
      lost !== undefined || changesReleases.has(step.kind) || completes(wanted, seen, step, progress)
    seen = readsAll ? await lookAtAll(releases, looking()) : await lookAgain(releases, looking(), seen)
  }
}

/** Returns whether the release that a write was about was deleted meanwhile, which explains why it failed. */
async function isGone(releases: Ports['releases'], step: Write): Promise<boolean> {
  if (!('release' in step)) return false
  return releases.read(step.release).then(
    (found) => found === undefined,
    () => false,
  )
}

/** The writes after which the list of releases and the tag are read again. */
const changesReleases: ReadonlySet<Write['kind']> = new Set([
  'create-draft',
  'remove-draft',
  'create-tag',
  'publish',
])

/** Returns whether everything would be read next anyway, because a write makes the draft complete. */
function completes(wanted: Wanted, seen: Seen, step: Write, progress: Progress): boolean {
  const after = { ...simulate(wanted, seen, step), isWhole: false }
  return nextStep(wanted, after, progress).kind === 'look'
}

function advance(progress: Progress, step: Write, id: number | undefined, isLost: boolean): Progress {
  const { drafts, created, removed, mayHaveCreated, hasPublished } = progress
  return {
    drafts: id === undefined ? drafts : new Set([...drafts, id]),
    created: id !== undefined && step.kind === 'create-draft' ? new Set([...created, id]) : created,
    removed: step.kind === 'remove-draft' && !isLost ? new Set([...removed, step.release.id]) : removed,
    mayHaveCreated: mayHaveCreated || (isLost && step.kind === 'create-draft'),
    hasPublished: hasPublished || step.kind === 'publish',
  }
}

/** Returns what a write is about, equal for the same write. */
function nameOf(step: Write): string {
  if (step.kind === 'upload') return `${step.kind} ${step.file.name}`
  if (step.kind === 'remove-asset') return `${step.kind} ${step.asset.id}`
  return step.kind === 'remove-draft' ? `${step.kind} ${step.release.id}` : step.kind
}

function notConfirmed(what: string, times: number): Refusal {
  return refuse(
    reasons['release-not-confirmed'],
    `the forge does not show the result of a write that was sent ${times === 1 ? 'once' : `${times} times`}: ${what}`,
  )
}
