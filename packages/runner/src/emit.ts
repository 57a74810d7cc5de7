import { error, notice, setOutput, summary, warning } from '@actions/core'
import type { Verdict } from '@suite/contract'
import type { Annotation } from '@suite/report'
import {
  blocks,
  code,
  heading,
  link,
  plainOf,
  prose,
  summaryBytes,
  text,
  visible,
  withinBytes,
} from '@suite/report'
import type { Ending } from './ending.ts'
import { harmless } from './log.ts'
import { moreAbout, notesOf } from './notes.ts'
import { outputText } from './outcome.ts'
import { pageOfReason } from './reason-page.ts'
import type { Step } from './step.ts'

/** Everything that a run writes to. */
type Sinks = Pick<Step, 'contract' | 'environment' | 'log' | 'secrets' | 'stdout'>

/**
 * Sets the outputs of an ending for later steps.
 * @throws Error if they cannot be written
 */
export function giveOutputs(
  { outputs, verdict, reason }: Ending,
  { environment, secrets, stdout }: Sinks,
): void {
  const given = Object.entries(outputs).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, secrets.redact(outputText(value))] as const],
  )
  // Verdict and reason are words of the contract: a secret that equals one of them must not hide it. If there is no
  // file for outputs, the toolkit writes a command to stdout.
  for (const [name, value] of [...given, ['verdict', verdict], ['reason', reason]] as const)
    if (environment.variables.GITHUB_OUTPUT) setOutput(name, value)
    else stdout.say(() => setOutput(name, value))
}

/**
 * Writes an ending to the log, the annotations and the summary, each text redacted. After stdout is lost, it writes
 * only the summary.
 * @throws Error if the summary cannot be written
 */
export async function emitEnding(ending: Ending, sinks: Sinks): Promise<void> {
  const { contract, environment, log } = sinks
  const page = pageOfReason(environment, contract.name, ending.reason)
  if (ending.trace.length > 0) log.group('Details', ending.trace)
  emitLines(ending, sinks)
  await writeSummary(ending, sinks, page)
}

/** Writes an ending to the log and the annotations. */
export function emitLines(ending: Ending, sinks: Sinks): void {
  const { contract, environment, log } = sinks
  const page = pageOfReason(environment, contract.name, ending.reason)
  for (const line of linesOf(ending, environment.forge, page)) log.line(line)
  for (const note of notesOf(ending, environment.forge, page)) annotate(note, sinks)
}

/** Reports an error that happened while the ending was written. */
export function emitLoss(what: string, cause: unknown, { secrets, stdout }: Sinks): void {
  const detail = cause instanceof Error ? cause.message : String(cause)
  stdout.say(() => error(harmless(secrets.redact(`${what}: ${detail}`))))
}

/**
 * Returns the lines of the log. On GitHub, the story of a failed run is its annotation, which the log shows line by
 * line. The log of Gitea shows an annotation as it is written, with `%0A` for each line end, so there the story is
 * written as lines.
 */
function linesOf(
  { verdict, reason, headline, fix, story, reportOnly }: Ending,
  forge: 'github' | 'gitea',
  page: string | undefined,
): string[] {
  if (verdict !== 'fail') return [`${verdict}: ${headline}`, ...story]
  if (forge === 'github') return []
  const mode = reportOnly ? 'report only: ' : ''
  return [`${mode}fail (${reason}): ${headline}`, ...(fix ?? '').split('\n'), ...story, ...moreAbout(page)]
}

const annotateAs = { error, warning, notice }

function annotate(
  { level, title, message, file, line, endLine, column }: Annotation,
  { secrets, stdout }: Sinks,
): void {
  const properties = {
    title: visible(secrets.redact(title)),
    ...(file === undefined ? {} : { file: secrets.redact(file) }),
    ...(line === undefined ? {} : { startLine: line }),
    ...(line === undefined || endLine === undefined ? {} : { endLine }),
    ...(column === undefined ? {} : { startColumn: column }),
  }
  const isNamed = file === undefined || isWritable(file)
  const told = isNamed ? message : `${visible(file)}: ${message}`
  stdout.say(() =>
    annotateAs[level](harmless(secrets.redact(told)), isNamed ? properties : { title: properties.title }),
  )
}

/**
 * Returns whether a path can be written to the log as it is. The toolkit escapes line ends alone. A path with any other
 * character that acts, or that is not UTF-8, is named in the message instead.
 */
function isWritable(path: string): boolean {
  const line = path.replaceAll(/[\r\n]/g, '')
  return visible(line, Number.POSITIVE_INFINITY) === line
}

const signs: Record<Verdict, string> = { pass: '✅', fail: '❌', skip: '⏭️' }

async function writeSummary(
  ending: Ending,
  { environment, log, secrets }: Sinks,
  page: string | undefined,
): Promise<void> {
  const { title, verdict, reason, headline, advice, summary: own, written, reportOnly } = ending
  const hasFile = Boolean(environment.variables.GITHUB_STEP_SUMMARY)
  // Gitea before 1.27 provides the file, but does not show it.
  const lines = !hasFile || environment.forge === 'gitea' ? linesOfSummary(ending) : []
  if (lines.length > 0) log.group('Summary', lines)
  if (!hasFile) return
  const mode = reportOnly ? ' (report only)' : ''
  const first = `${signs[verdict]} **${verdict}**${mode} · ${prose(headline)}`
  const more = page === undefined ? '' : `What it means: ${link(code(reason), page)}`
  const failed = verdict === 'fail'
  const markdown = blocks(
    heading(2, text(title)),
    first,
    advice,
    failed ? more : '',
    own,
    written,
    failed ? '' : more,
  )
  await summary.addRaw(withinBytes(secrets.redact(markdown), summaryBytes), true).write()
}

/** Returns the summary as plain lines, without the lines that the log already has. */
function linesOfSummary({ summary: own, repeats, story }: Ending): readonly string[] {
  if (repeats) return []
  const known = new Set(story.map((line) => line.trim()))
  const lines = plainOf(own).split('\n')
  return lines.filter((line) => line !== '' && !known.has(line.replace(/^- /, '').trim()))
}
