import { readFileSync } from 'node:fs'
import type { Contract } from '@suite/contract'
import { commonReasons, UsageError } from '@suite/errors'

/** The event that started the run. The payload is as the forge sent it, without any check. */
export interface Event {
  readonly name: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** A payload with bytes that are not UTF-8 names something else than the forge did, so it is not read. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads the event and its payload.
 * @throws UsageError `event-unsupported` if the runner provides no readable payload
 */
export function readEvent(variables: Readonly<Record<string, string | undefined>>): Event {
  const name = variables.GITHUB_EVENT_NAME ?? ''
  const path = variables.GITHUB_EVENT_PATH ?? ''
  const wrong = (what: string, cause?: unknown) =>
    new UsageError(
      commonReasons['event-unsupported'],
      `the payload of the event ${JSON.stringify(name)} ${what}`,
      'Run the action in a workflow, or give both variables as a runner does.',
      { cause },
    )
  let payload: unknown
  try {
    payload = JSON.parse(utf8.decode(readFileSync(path)))
  } catch (cause) {
    throw wrong('cannot be read from GITHUB_EVENT_PATH', cause)
  }
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
    throw wrong('is not a JSON object')
  return { name, payload: payload as Event['payload'] }
}

/**
 * Checks that the action supports an event.
 * @throws UsageError `event-unsupported` if it does not
 */
export function requireEvent({ name, events }: Contract, event: string): void {
  if (events.length === 0 || events.includes(event)) return
  throw new UsageError(
    commonReasons['event-unsupported'],
    `${name} can decide nothing on the event ${JSON.stringify(event)}`,
    `Run it on ${events.join(', ')}.`,
  )
}
