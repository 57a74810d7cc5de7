import { hasTimeFor } from '@suite/control-plane'
import { isSettled, type Reading, type Terms } from './decide.ts'
import type { Ports } from './ports.ts'

/** Reads the pin until enough is known, or no time is left for another read. A read that fails ends it. */
export async function watchPin(
  { plane, patience }: Pick<Ports, 'plane' | 'patience'>,
  terms: Terms,
): Promise<readonly Reading[]> {
  const readings: Reading[] = []
  for (;;) {
    const { pin } = await plane.read()
    readings.push(pin?.digest)
    if (isSettled(readings, terms) || !hasTimeFor(patience.interval, patience)) return readings
    await patience.wait(patience.interval)
  }
}
