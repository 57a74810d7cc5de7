import { join } from 'node:path'
import { OutsideError, UsageError } from '@suite/errors'
import { visible } from '@suite/report'
import { applied, type Writes } from '@suite/runner'
import { badgeOf } from './badge.ts'
import type { Files } from './files.ts'
import { fullReportOf, fullReportText } from './full-report.ts'
import type { Judgement } from './judgement.ts'
import { reasons } from './reasons.ts'
import { readTrend, trendText, withEntry } from './trend.ts'

/** Which files to write. */
export interface WantedFiles {
  /** The folder of the full report. */
  readonly temporary: string
  /** Tells the report of this gate from that of another one in the same job. */
  readonly gate: string
  readonly badgePath: string | undefined
  readonly trendPath: string | undefined
  readonly now: Date
}

/**
 * Writes the full report and, if they are asked for, the badge and the trend. Returns the outputs with their paths.
 * A dry run writes none of them.
 * @throws UsageError `trend-invalid` if the file at `trend-path` holds no trend; OutsideError `file-not-written`
 */
export async function writeFiles(
  files: Files,
  writes: Writes,
  judgement: Judgement,
  { temporary, gate, badgePath, trendPath, now }: WantedFiles,
): Promise<{ readonly 'report-path'?: string; readonly 'badge-path'?: string }> {
  const write = async (what: string, path: string, text: string) => {
    const { state } = await writes.perform(`${what} ${visible(path)}`, async () =>
      applied(await files.write(path, text)),
    )
    return state === 'applied'
  }
  const { patch } = judgement.decision
  const { project } = judgement.facts
  const trend = trendPath === undefined ? undefined : await trendAt(files, trendPath)
  const reportPath = join(temporary, `coverage-patch-gate-${gate}.json`)
  const hasReport = await write('the full report', reportPath, fullReportText(fullReportOf(judgement)))
  const hasBadge =
    badgePath !== undefined && (await write('the badge', badgePath, badgeOf({ project, patch })))
  if (trendPath !== undefined) {
    const { covered, total } = patch
    const entry = {
      commit: judgement.comparison.right,
      time: now.toISOString(),
      patch: { covered, total },
      ...(project === undefined ? {} : { project: { ...project } }),
    }
    await write('the trend', trendPath, trendText(withEntry(trend, entry)))
  }
  return {
    ...(hasReport ? { 'report-path': reportPath } : {}),
    ...(hasBadge && badgePath !== undefined ? { 'badge-path': badgePath } : {}),
  }
}

async function trendAt(files: Files, path: string) {
  const text = await files.read(path).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new OutsideError(
      reasons['file-not-written'],
      `${visible(path)} cannot be read: ${visible(why)}`,
      undefined,
      {
        cause,
      },
    )
  })
  if (text === undefined) return undefined
  const trend = readTrend(text)
  if (trend === undefined)
    throw new UsageError(reasons['trend-invalid'], `${visible(path)} is not a trend that this action wrote`)
  return trend
}
