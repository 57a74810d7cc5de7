import { error, notice, setOutput, summary, warning } from '@actions/core'
import type { Verdict } from '@suite/contract'
import type { Annotation } from '@suite/report'
import { blocks, heading, plainOf, summaryBytes, text, withinBytes } from '@suite/report'
import type { Ending } from './ending.ts'
import { inert } from './log.ts'
import { notesOf } from './notes.ts'
import { outputText } from './outcome.ts'
import type { Step } from './step.ts'

/** What a run speaks with to its surroundings. */
type Voice = Pick<Step, 'environment' | 'log' | 'secrets' | 'stdout'>

/**
 * Gives a later step the outputs of an ending.
 * @throws Error if they cannot be written
 */
export function giveOutputs(
  { outputs, verdict, reason }: Ending,
  { environment, secrets, stdout }: Voice,
): void {
  const given = Object.entries(outputs).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, secrets.redact(outputText(value))] as const],
  )
  // Verdict and reason are words of the contract: a secret that happens to be one must not turn them into stars.
  // Without a file for outputs, the toolkit writes a command to stdout.
  for (const [name, value] of [...given, ['verdict', verdict], ['reason', reason]] as const)
    if (environment.variables.GITHUB_OUTPUT) setOutput(name, value)
    else stdout.say(() => setOutput(name, value))
}

/**
 * Tells an ending to people, each text redacted: log, annotations, summary. Once stdout is lost, only the summary is
 * written.
 * @throws Error if the summary cannot be written
 */
export async function tell(ending: Ending, voice: Voice): Promise<void> {
  const { environment, log } = voice
  if (ending.trace.length > 0) log.group('Details', ending.trace)
  for (const line of linesOf(ending, environment.forge)) log.line(line)
  for (const note of notesOf(ending, environment.forge)) annotate(note, voice)
  await writeSummary(ending, voice)
}

/** Says that something went wrong with the telling itself. */
export function emitLoss(what: string, cause: unknown, { secrets, stdout }: Voice): void {
  const detail = cause instanceof Error ? cause.message : String(cause)
  stdout.say(() => error(inert(secrets.redact(`${what}: ${detail}`))))
}

/**
 * The lines of the log. On GitHub the story of a failed run is its annotation, which the log shows line by line. The
 * log of Gitea shows an annotation as it is written, with `%0A` for each line end: there the story is told in lines.
 */
function linesOf(
  { verdict, reason, headline, fix, story, reportOnly }: Ending,
  forge: 'github' | 'gitea',
): string[] {
  if (verdict !== 'fail') return [`${verdict}: ${headline}`, ...story]
  if (forge === 'github') return []
  const mode = reportOnly ? 'report only: ' : ''
  return [`${mode}fail (${reason}): ${headline}`, ...(fix ?? '').split('\n'), ...story]
}

const annotateAs = { error, warning, notice }

function annotate(
  { level, title, message, file, line, column }: Annotation,
  { secrets, stdout }: Voice,
): void {
  const properties = {
    title: secrets.redact(title),
    ...(file === undefined ? {} : { file: secrets.redact(file) }),
    ...(line === undefined ? {} : { startLine: line }),
    ...(column === undefined ? {} : { startColumn: column }),
  }
  stdout.say(() => annotateAs[level](inert(secrets.redact(message)), properties))
}

const signs: Record<Verdict, string> = { pass: '✅', fail: '❌', skip: '⏭️' }

async function writeSummary(ending: Ending, { environment, log, secrets }: Voice): Promise<void> {
  const { title, verdict, headline, fix = '', summary: own, repeats, written, reportOnly } = ending
  const hasFile = Boolean(environment.variables.GITHUB_STEP_SUMMARY)
  // Gitea before 1.27 gives the file, and shows it nowhere.
  const lines = !hasFile || environment.forge === 'gitea' ? linesOfSummary(ending) : []
  if (lines.length > 0) log.group('Summary', lines)
  if (!hasFile) return
  const mode = reportOnly ? ' (report only)' : ''
  const first = `${signs[verdict]} **${verdict}**${mode} · ${text(headline)}`
  const markdown = blocks(heading(2, text(title)), first, repeats ? own : blocks(text(fix), own), written)
  await summary.addRaw(withinBytes(secrets.redact(markdown), summaryBytes), true).write()
}

/** The summary as plain lines, without those that the log has already. */
function linesOfSummary({ summary: own, repeats, story }: Ending): readonly string[] {
  if (repeats) return []
  const told = new Set(story.map((line) => line.trim()))
  const lines = plainOf(own).split('\n')
  return lines.filter((line) => line !== '' && !told.has(line.replace(/^- /, '').trim()))
}
