import type { Converged, ProbeResult, State } from '@suite/probes'
import {
  blocks,
  bullets,
  code,
  codeBlock,
  counted,
  firstOf,
  heading,
  link,
  type Markdown,
  prose,
  table,
  text,
  visible,
} from '@suite/report'
import { adviceFor, asksForAnotherApi } from './advice.ts'
import { fileToCopy, type Origin } from './origin.ts'

/** Where the proofs are. */
export interface Kept {
  readonly folder: string
  /** Of evidence.json. */
  readonly path: string
  readonly digest: string
  /** The upload, or why there is none. */
  readonly upload:
    | { readonly kind: 'uploaded'; readonly name: string; readonly id: string; readonly address: string }
    | { readonly kind: 'unavailable'; readonly why: string }
    | { readonly kind: 'failed'; readonly why: string; readonly fix: string }
    | { readonly kind: 'none' }
}

const signs: Readonly<Record<State, string>> = { pass: '✓', fail: '✗', inconclusive: '?', error: '!' }

/** Returns one line of plain text: how many probes passed, and which did not. */
export function headlineOf(
  results: readonly ProbeResult[],
  { reason }: { readonly reason: string },
  { presetChosenBy }: Pick<Origin, 'presetChosenBy'>,
): string {
  const found = describeStates(results, reason)
  return presetChosenBy === 'default' ? `default probes, from the CI/CD playbook: ${found}` : found
}

function describeStates(results: readonly ProbeResult[], reason: string): string {
  if (reason === 'no-probes') return 'no probe was run, so nothing is proven'
  const bad = results.filter(({ state }) => state !== 'pass')
  if (bad.length > 0)
    return `${bad.length} of ${counted(results.length, 'probe')} did not pass: ${firstOf(bad, 5, ({ name }) => name)}`
  if (reason === 'artifact-not-uploaded') return 'all probes passed, but their proofs could not be uploaded'
  const unproven = results.some(({ version }) => version === 'unproven')
  return `${counted(results.length, 'probe')} passed${unproven ? ', version unproven' : ''}`
}

/** Returns the log line of a probe that has ended. */
export function lineOf(result: ProbeResult): string {
  const { name, state, because, attempts, passes, version } = result
  const sign = `${signs[state]} ${name}`
  if (state === 'pass')
    return `${sign}: ${counted(passes, 'pass', 'passes')} in ${counted(attempts, 'attempt')}, ${latencyOf(result)}${version === 'unproven' ? ', version unproven' : ''}`
  return `${sign}: ${state} after ${counted(attempts, 'attempt')}: ${visible(because)}`
}

/**
 * Returns plain lines: for each probe that did not pass the reason and what to do, and where the proofs are.
 * @param fix what the report says already
 */
export function storyOf(
  results: readonly ProbeResult[],
  kept: Kept | undefined,
  origin: Origin,
  fix?: string,
): string[] {
  const bad = results.filter(({ state }) => state !== 'pass')
  return [
    ...bad.flatMap((result) => [
      `${result.name} (${result.state}): ${visible(result.because)}`,
      ...adviceBeyond(fix, result, origin).map((line) => `  ${line}`),
    ]),
    ...(kept ? placesOf(kept) : []),
    ...fileFor(results, origin),
  ]
}

/** Returns the advice about a probe, unless the fix of the run contains it. */
function adviceBeyond(fix: string | undefined, result: ProbeResult, origin: Origin): string[] {
  const advice = adviceFor(result, origin)
  return fix?.includes(advice) ? [] : [advice]
}

/** Returns the lines of a probe file to begin with, if there are no probes, or one of a preset asks for another API. */
function fileFor(results: readonly ProbeResult[], origin: Origin): string[] {
  const isMisplaced = results.some((each) => origin.ofPreset.has(each.name) && asksForAnotherApi(each))
  return isMisplaced || results.length === 0 ? fileToCopy(origin) : []
}

function placesOf({ folder, digest, upload }: Kept): string[] {
  const there = `Proofs: ${visible(folder)} (evidence ${digest})`
  if (upload.kind === 'none') return [there]
  if (upload.kind === 'uploaded')
    return [there, `Uploaded as ${visible(upload.name)} (artifact ${upload.id})`]
  return [there, `${upload.kind === 'failed' ? 'The upload failed' : 'Not uploaded'}: ${visible(upload.why)}`]
}

/**
 * Returns the job summary: what to do about each probe that did not pass, a table of all probes, and the proofs.
 * @param fix what the report says already
 */
export function summaryOf(
  results: readonly ProbeResult[],
  kept: Kept | undefined,
  origin: Origin,
  fix?: string,
): Markdown {
  const file = fileFor(results, origin)
  const bad = results.filter(({ state }) => state !== 'pass')
  return blocks(
    bad.length > 1 ? heading(3, 'What to do, probe by probe') : undefined,
    bullets(
      bad.map((result) =>
        [
          `${code(result.name)} (${result.state}): ${text(result.because)}`,
          ...adviceBeyond(fix, result, origin).map(prose),
        ].join('<br>'),
      ),
    ),
    file.length > 0 ? codeBlock(file.join('\n'), 'yaml') : undefined,
    results.length > 0 ? tableOf(results) : undefined,
    kept && bullets(linkedPlacesOf(kept)),
  )
}

/** Returns the table of all probes, without columns in which nothing is said. */
function tableOf(results: readonly ProbeResult[]): Markdown {
  const asksForVersion = results.some(({ version }) => version !== 'not-asked')
  const hasLatency = results.some(({ latencies }) => latencies.length > 0)
  const columns: readonly (readonly [string, (result: ProbeResult) => Markdown])[] = [
    ['Probe', ({ name, state }) => `${signs[state]} ${code(name)}`],
    ['State', ({ state }) => state],
    ['Attempts', ({ attempts }) => String(attempts)],
    ...(hasLatency ? ([['Latency', latencyOf]] as const) : []),
    ...(asksForVersion ? ([['Version', ({ version }: ProbeResult) => version]] as const) : []),
  ]
  return table(
    columns.map(([title]) => title),
    results.map((result) => columns.map(([, cell]) => cell(result))),
  )
}

/** Returns where the proofs are, with a link to the artifact. */
function linkedPlacesOf(kept: Kept): Markdown[] {
  const { upload } = kept
  const lines = placesOf(kept).map(text)
  if (upload.kind !== 'uploaded' || upload.address === '') return lines
  return [...lines.slice(0, -1), `Uploaded as the artifact ${link(code(upload.name), upload.address)}`]
}

/** Returns the slowest of the passes in a row. There are too few of them for a percentile. */
function latencyOf({ latencies }: Pick<Converged, 'latencies'>): string {
  return latencies.length === 0 ? '' : `${Math.round(Math.max(...latencies))} ms`
}

/** Returns the value of the output `probes`. */
export function recordsOf(results: readonly ProbeResult[]): Readonly<Record<string, unknown>>[] {
  return results.map((result) => {
    const { name, kind, state, because, attempts, passes, version, latencies } = result
    const rounded = latencies.map((each) => Math.round(each * 10) / 10)
    return { name, kind, state, because, attempts, passes, version, latencies: rounded }
  })
}
