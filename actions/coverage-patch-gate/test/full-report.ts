import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type FullReport, fullReportSchema } from '../src/report-schema.ts'
import type { OpenedChange, Project } from './project.ts'
import type { Run, RunOptions, Scene } from './scene.ts'

/** One run of the bundle, with the report that it wrote. */
export interface ReportedRun extends Run {
  readonly report: FullReport
}

/** Runs on `pull_request`, and reads the full report. */
export async function judgeWithReport(
  { judge }: Scene,
  project: Project,
  change: OpenedChange,
  options: RunOptions = {},
): Promise<ReportedRun> {
  const temporary = await mkdtemp(join(tmpdir(), 'coverage-temporary-'))
  onTestFinished(() => rm(temporary, { recursive: true, force: true }))
  const environment = { ...options.environment, RUNNER_TEMP: temporary }
  const ran = await judge(project, change, { ...options, environment })
  const path = ran.outputs['report-path']
  if (path === undefined) throw new Error(`there is no report, because ${ran.reason}: ${ran.messages}`)
  return { ...ran, report: fullReportSchema.parse(JSON.parse(await readFile(path, 'utf8'))) }
}

/** Returns the lines of a file with a result, as a person writes them: `3-5 9`. */
export function linesOf(report: FullReport, path: string, result: string): string {
  const lines = (report.files.find((file) => file.path === path)?.lines ?? [])
    .filter((line) => line.result === result)
    .map(({ line }) => line)
  const ranges: [number, number][] = []
  for (const line of lines) {
    const last = ranges.at(-1)
    if (last?.[1] === line - 1) last[1] = line
    else ranges.push([line, line])
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(' ')
}
