import { commonReasons, UsageError } from '@suite/errors'
import { readSubject, type Subject } from './subject.ts'

/** Events without a subject: `pr-number` gives it. */
const withoutSubject: ReadonlySet<string> = new Set(['workflow_dispatch', 'schedule'])

/**
 * Returns the subject of a verdict. The check of a run is shown at the commit of its event. So if an event has a
 * subject, `pr-number` may repeat it, but cannot replace it.
 * @throws UsageError `input-invalid` if `pr-number` names another subject; `event-unsupported` as {@link readSubject}
 */
export function readJudgedSubject(
  event: { readonly name: string; readonly payload: unknown },
  numbers: readonly number[] = [],
  forge: 'github' | 'gitea' = 'github',
): Subject {
  if (numbers.length === 0 || withoutSubject.has(event.name)) return readSubject(event, numbers, forge)
  const subject = readSubject(event, [], forge)
  const own = numbersOf(subject)
  if (own.length > 0 && numbers.every((number) => own.includes(number))) return subject
  throw new UsageError(
    commonReasons['input-invalid'],
    `pr-number names ${list(numbers)}, but the event ${event.name} is about ${own.length > 0 ? list(own) : 'no pull request'}: the check would be shown at a commit that was not judged`,
    'Leave pr-number out on this event; give it on workflow_dispatch alone.',
  )
}

function numbersOf(subject: Subject): readonly number[] {
  return 'numbers' in subject ? subject.numbers : []
}

function list(numbers: readonly number[]): string {
  return numbers.map((number) => `#${number}`).join(', ')
}
