import type { RunResult } from '@suite/testkit/core'
import type { Options } from './options.ts'
import { bold, colour } from './paint.ts'

/** Returns how a run ended, in lines for a terminal. */
export function describeVerdict(run: RunResult, { action, verbose }: Options): string {
  const { verdict = 'fail', reason = 'no verdict' } = run.outputs
  const reportOnly = verdict === 'fail' && run.exitCode === 0 ? ', report only' : ''
  const log = verbose ? maskedLog(run) : spokenLines(run.stdout)
  const annotations = run.annotations.map(({ file, line, column, message }) => {
    const place = [file, line, column].filter((part) => part !== undefined).join(':')
    return place === '' ? message : `${place}: ${message}`
  })
  return [
    ...(verbose ? [...log, ''] : []),
    bold(colour(verdict, `${signs[verdict] ?? '✗'} ${action}: ${verdict}${reportOnly} (${reason})`)),
    ...(verbose ? [] : log),
    ...annotations,
    ...(run.outputs.verdict === undefined ? ['It ended before there was a verdict.', run.stderr.trim()] : []),
  ].join('\n')
}

const signs: Readonly<Record<string, string>> = { pass: '✓', skip: '-' }

/** Returns what the log shows below its first line (version and forge), without commands and folded groups. */
function spokenLines(stdout: string): string[] {
  const spoken: string[] = []
  let folded = false
  for (const line of stdout.split(/\r?\n/)) {
    if (line.startsWith('::group::')) folded = true
    else if (line.startsWith('::endgroup::')) folded = false
    else if (!folded && !line.startsWith('::') && line !== '') spoken.push(line)
  }
  return spoken.slice(1).map((line) => line.replace(/^(pass|skip): /, ''))
}

/** Returns the log as the runner stores it: without the masked values. */
function maskedLog({ stdout, stderr, masks }: RunResult): string[] {
  const text = masks.reduce((shown, mask) => shown.replaceAll(mask, '***'), `${stdout}${stderr}`)
  return text
    .trimEnd()
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('::add-mask::'))
}
