import type { RunResult } from '@suite/testkit/core'

export type Entry =
  | { readonly seconds: number; readonly chapter: string }
  | { readonly seconds: number; readonly done: string }
  | { readonly seconds: number; readonly expected: string; readonly holds: boolean }
  | { readonly seconds: number; readonly action: string; readonly run: RunResult; readonly holds: boolean }

/** Prints what happens, and records it for the page. */
export interface Timeline {
  readonly entries: readonly Entry[]
  chapter(title: string): void
  /** Records an action of a person or the forge. */
  did(what: string): void
  /** Records a condition that must hold; otherwise the demo fails. */
  expect(what: string, holds: boolean): void
  /** Records a run of an action, and whether it ended as expected. */
  ran(action: string, run: RunResult, wanted: { readonly green: boolean; readonly reason: string }): void
}

/** Returns a timeline without entries, which starts now. Each line goes to `print`. */
export function createTimeline(print: (line: string) => void = console.log): Timeline {
  const start = performance.now()
  const entries: Entry[] = []
  const seconds = () => (performance.now() - start) / 1_000
  const stamp = () => `${seconds().toFixed(1).padStart(5)} s`
  return {
    entries,
    chapter(title) {
      entries.push({ seconds: seconds(), chapter: title })
      print(`\n${title}`)
    },
    did(what) {
      entries.push({ seconds: seconds(), done: what })
      print(`${stamp()}  ${what}`)
    },
    expect(expected, holds) {
      entries.push({ seconds: seconds(), expected, holds })
      print(`${stamp()}    ${holds ? 'seen' : 'NOT SEEN'}: ${expected}`)
    },
    ran(action, run, { green, reason }) {
      const holds = (run.exitCode === 0) === green && run.outputs.reason === reason
      entries.push({ seconds: seconds(), action, run, holds })
      const verdict = `${run.outputs.verdict ?? 'no verdict'} [${run.outputs.reason ?? ''}]`
      print(
        `${stamp()}  ${action}: ${verdict} in ${Math.round(run.milliseconds)} ms${holds ? '' : ' — NOT AS EXPECTED'}`,
      )
      const lines =
        run.annotations.length > 0 ? run.annotations.map(({ message }) => message) : [storyIn(run.stdout)]
      for (const line of lines.join('\n').split('\n')) if (line !== '') print(`             │ ${line}`)
      if (!holds) print(`${run.stdout}${run.stderr}`)
    },
  }
}

/** Returns what a passing run prints after the line with its version, without workflow commands. */
function storyIn(stdout: string): string {
  const [, ...lines] = stdout.split('\n').filter((line) => !line.startsWith('::'))
  return lines.join('\n')
}
