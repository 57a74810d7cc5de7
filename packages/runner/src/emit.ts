import { error, notice, setOutput, summary, warning } from '@actions/core'
import type { Verdict } from '@suite/contract'
import type { Annotation } from '@suite/report'
import { blocks, heading, summaryBytes, text, withinBudget, withinBytes } from '@suite/report'
import type { Ending } from './ending.ts'
import { readEnvironment } from './environment.ts'
import { inert, type Log } from './log.ts'
import { outputText } from './outcome.ts'
import type { Secrets } from './secrets.ts'

/** Tells an ending through every sink of the runner, each redacted: outputs, log, annotations, summary. */
export async function emit(ending: Ending, log: Log, secrets: Secrets): Promise<void> {
  for (const [name, value] of Object.entries(ending.outputs))
    if (value !== undefined) setOutput(name, secrets.redact(outputText(value)))
  // These are words of the contract: a secret that happens to be one of them must not turn them into stars.
  setOutput('verdict', ending.verdict)
  setOutput('reason', ending.reason)
  if (ending.trace.length > 0) log.group('Details', ending.trace)
  // A red run's story is its annotation, which the log shows too: told once, it is read.
  if (ending.verdict !== 'fail')
    for (const line of [`${ending.verdict}: ${ending.headline}`, ...ending.story]) log.line(line)
  for (const annotation of withinBudget(shownOf(ending))) annotate(annotation, secrets)
  await writeSummary(ending, log, secrets)
}

/** Says that something went wrong with the telling itself. */
export function emitLoss(what: string, cause: unknown, secrets: Secrets): void {
  const detail = cause instanceof Error ? cause.message : String(cause)
  error(inert(secrets.redact(`${what}: ${detail}`)))
}

/** A report-only ending warns where an enforced one would be red. */
function shownOf({ annotations, reportOnly }: Ending): readonly Annotation[] {
  if (!reportOnly) return annotations
  return annotations.map((annotation) => ({
    ...annotation,
    level: annotation.level === 'error' ? 'warning' : annotation.level,
    title: `report only: ${annotation.title}`,
  }))
}

const annotateAs = { error, warning, notice }

function annotate({ level, title, message, file, line, column }: Annotation, secrets: Secrets): void {
  annotateAs[level](inert(secrets.redact(message)), {
    title: secrets.redact(title),
    ...(file === undefined ? {} : { file: secrets.redact(file) }),
    ...(line === undefined ? {} : { startLine: line }),
    ...(column === undefined ? {} : { startColumn: column }),
  })
}

const signs: Record<Verdict, string> = { pass: '✅', fail: '❌', skip: '⏭️' }

async function writeSummary(ending: Ending, log: Log, secrets: Secrets): Promise<void> {
  const mode = ending.reportOnly ? ' (report only)' : ''
  const verdict = `${signs[ending.verdict]} **${ending.verdict}**${mode} · ${text(ending.headline)}`
  const markdown = blocks(heading(2, text(ending.title)), verdict, ending.summary)
  const shown = withinBytes(secrets.redact(markdown), summaryBytes)
  const { forge, variables } = readEnvironment(process.env)
  const hasFile = Boolean(variables.GITHUB_STEP_SUMMARY)
  // Gitea before 1.27 gives the file, and shows it nowhere.
  if (!hasFile || forge === 'gitea') log.group('Summary', shown.split('\n'))
  if (!hasFile) return
  try {
    await summary.addRaw(shown, true).write()
  } catch (cause) {
    log.line(`The job summary could not be written: ${cause instanceof Error ? cause.message : cause}`)
  }
}
