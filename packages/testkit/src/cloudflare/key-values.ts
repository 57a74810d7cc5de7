import type { State, StoredValue } from './state.ts'

type Values = Map<string, StoredValue>

/** Returns the value of a key, unless it has expired. */
export function readValue(now: State['now'], values: Values, key: string): string | undefined {
  const stored = values.get(key)
  const expired = stored?.expiresAt !== undefined && stored.expiresAt <= now().getTime()
  return expired ? undefined : stored?.value
}

/** @param given `expirationTtl` in seconds */
export function writeValue(
  now: State['now'],
  values: Values,
  key: string,
  { value, expirationTtl }: Pick<StoredValue, 'value' | 'expirationTtl'>,
): void {
  const expiresAt = expirationTtl === undefined ? undefined : now().getTime() + expirationTtl * 1_000
  values.set(key, { value, expirationTtl, expiresAt })
}
