import type { HttpErrorFacts } from './http-error-words.ts'
import { describeWaiting } from './http-error-words.ts'

/**
 * Reports what a run waits for: once for each origin, because its requests fail together, and people do not read a log
 * that repeats itself.
 * @returns a function that receives each wait: what failed, where, and how long it may take at most
 */
export function createAnnouncer(
  report: (line: string) => void,
  redact: (text: string) => string,
): (facts: HttpErrorFacts, url: URL, longest: number) => void {
  const reported = new Set<string>()
  return (facts, { origin }, longest) => {
    if (reported.has(origin)) return
    reported.add(origin)
    report(redact(describeWaiting(facts, longest)))
  }
}
