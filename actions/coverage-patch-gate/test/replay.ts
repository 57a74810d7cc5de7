/**
 * A second, naive reading of a change, for tests to compare with. It shares no code with the action: it reads the text
 * of `git diff` line by line, and the text of a report with one regular expression.
 */
export interface Replayed {
  readonly covered: readonly number[]
  readonly missed: readonly number[]
  readonly unmeasured: readonly number[]
}

/** Lines that `git diff --unified=0` of one file adds, by their numbers. */
function addedLines(diff: string): Map<number, string> {
  const added = new Map<number, string>()
  let line = 0
  let isBody = false
  for (const text of diff.split('\n')) {
    const header = /^@@ -\S+ \+(\d+)/.exec(text)
    if (header) {
      line = Number(header[1])
      isBody = true
    } else if (isBody && text.startsWith('+')) {
      added.set(line, text.slice(1))
      line += 1
    }
  }
  return added
}

/** Whether a line holds code, for sources whose comments are all whole lines. */
function isCode(line: string): boolean {
  const text = line.trim()
  return !(text === '' || /^(?:\/\/|\/\*|\*)/.test(text) || /^[\s()[\]{};,]*$/.test(text))
}

/** Replays a change of one file, without any line that was moved or reformatted. */
export function replay(diff: string, report: string): Replayed {
  const counts = new Map<number, number>()
  for (const [, line, count] of report.matchAll(/^DA:(\d+),(\d+)/gm))
    counts.set(Number(line), (counts.get(Number(line)) ?? 0) + Number(count))
  const code = [...addedLines(diff)].filter(([, text]) => isCode(text)).map(([line]) => line)
  return {
    covered: code.filter((line) => (counts.get(line) ?? 0) > 0),
    missed: code.filter((line) => counts.get(line) === 0),
    unmeasured: code.filter((line) => !counts.has(line)),
  }
}
