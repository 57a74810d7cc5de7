const form = /(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(\.\d{1,9})?(?:[Zz]|([+-])(\d\d):(\d\d))/

/**
 * Returns the milliseconds since 1970 of a time as RFC 3339 writes it, such as `2026-11-21T12:00:00Z` or
 * `2026-11-21 13:00:00.5+01:00`. Returns undefined for any other text, for a time without an offset, and for a day that
 * the calendar does not have.
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function readTime(text: string): number | undefined {
  const parts = form.exec(text)
  return parts?.[0] === text ? millisecondsOf(parts) : undefined
}

/** Returns the first time in a text, as `readTime` reads it. Returns undefined if there is none, or if it is not valid. */
export function findTime(text: string): number | undefined {
  const parts = form.exec(text)
  return parts === null ? undefined : millisecondsOf(parts)
}

function millisecondsOf([, day, clock, fraction = '', sign, hours = '0', minutes = '0']: RegExpExecArray) {
  const local = Date.parse(`${day}T${clock}Z`)
  // Date.parse reads the 30th of February as the 2nd of March, and the hour 24 as the next day.
  const exists = !Number.isNaN(local) && new Date(local).toISOString() === `${day}T${clock}.000Z`
  if (!exists || Number(hours) > 23 || Number(minutes) > 59) return undefined
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000
  return local + Math.floor(Number(`0${fraction}`) * 1_000) + (sign === '-' ? offset : -offset)
}
