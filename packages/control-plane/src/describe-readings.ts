import type { Reading } from './reading.ts'
import type { Row } from './row.ts'

/** The highest number of outcomes that are named. The others are counted. */
const mostNamed = 6

/** Returns two sentences for a report: what the reads showed, and how long the last row is. */
export function describeReads(readings: readonly Reading[], { length, needed, interrupted }: Row): string[] {
  const doubled = interrupted ? ', twice `consecutive` because a row was interrupted' : ''
  return [
    `Read: ${describeOutcomes(readings)}.`,
    `The last row has ${length} of the ${needed} reads that are needed${doubled}.`,
  ]
}

/** Returns every outcome of the reads, with its number and times, in the order in which each occurred first. */
function describeOutcomes(readings: readonly Reading[]): string {
  const seen = new Map<string, number[]>()
  for (const reading of readings) {
    const name = 'failed' in reading ? 'no answer' : (reading.digest ?? 'no row')
    const times = seen.get(name) ?? []
    times.push(reading.at)
    seen.set(name, times)
  }
  const named = [...seen].slice(0, mostNamed).map(([name, times]) => `${name} ${describeTimes(times)}`)
  const rest = seen.size - named.length
  return `${named.join(', ')}${rest > 0 ? `, and ${rest} other digests` : ''}`
}

function describeTimes(times: readonly number[]): string {
  const [first = '', last = ''] = [times[0], times.at(-1)].map((time = 0) => (time / 1000).toFixed(1))
  const often = times.length === 1 ? 'once' : `${times.length} times`
  return first === last ? `${often}, at ${first} s` : `${often}, from ${first} s to ${last} s`
}
