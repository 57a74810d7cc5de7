import { readFileSync } from 'node:fs'
import { UsageError } from '@suite/errors'

/** The event that started the run. The payload is as the forge sent it: nothing in it is checked yet. */
export interface Event {
  readonly name: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** @throws UsageError `event-unsupported` when the runner gives no readable payload */
export function readEvent(variables: Readonly<Record<string, string | undefined>>): Event {
  const name = variables.GITHUB_EVENT_NAME ?? ''
  const path = variables.GITHUB_EVENT_PATH ?? ''
  try {
    return { name, payload: JSON.parse(readFileSync(path, 'utf8')) }
  } catch (cause) {
    throw new UsageError(
      'event-unsupported',
      `the payload of the event ${JSON.stringify(name)} cannot be read from GITHUB_EVENT_PATH`,
      'Run the action in a workflow, or give both variables as a runner does.',
      { cause },
    )
  }
}
