import type { HttpErrorFacts } from './http-error-words.ts'
import { describeWaiting } from './http-error-words.ts'

/**
 * Tells what a run waits for: once for each origin, because all that is asked there fails together, and a log that
 * repeats itself is not read.
 * @returns a function that is given each wait: what failed, where, and how long it may take at most
 */
export function createAnnouncer(
  tell: (line: string) => void,
  redact: (text: string) => string,
): (facts: HttpErrorFacts, url: URL, longest: number) => void {
  const told = new Set<string>()
  return (facts, { origin }, longest) => {
    if (told.has(origin)) return
    told.add(origin)
    tell(redact(describeWaiting(facts, longest)))
  }
}
