import { availableParallelism } from 'node:os'
import { relative } from 'node:path'
import { type Finding, keep } from '../../packages/testkit/src/fuzz/index.ts'
import { root } from '../actions.ts'
import { runTarget } from './run-target.ts'
import type { TargetPlace } from './targets.ts'

/** How long each target is fuzzed, and with which inputs. */
interface Share {
  /** Milliseconds of processor time. */
  readonly share: number
  readonly seed: number
}

/** How much of a target was looked at. */
export interface Fuzzed {
  readonly name: string
  readonly inputs: number
  /** How many of the inputs the parser could read. */
  readonly read: number
  /** How many shapes had their time measured. */
  readonly shapes: number
  readonly hasFault: boolean
}

/** Fuzzes targets, two at a time, and keeps each input that shows a fault. */
export async function fuzzAll(
  places: readonly TargetPlace[],
  { share, seed }: Share,
  say: (line: string) => void,
): Promise<readonly Fuzzed[]> {
  const fuzzed: Fuzzed[] = []
  const waiting = [...places]
  const lane = async () => {
    for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
      const { inputs, read, measured, finding } = await runTarget(place, seed, share)
      fuzzed.push({ name: place.name, inputs, read, shapes: measured, hasFault: finding !== undefined })
      const done = `${fuzzed.length}/${places.length}`.padStart(6)
      say(
        `${done}  ${place.name.padEnd(24)} ${inputs} inputs, ${read} of them read; time of ${measured} shapes`,
      )
      if (finding === undefined) continue
      const file = finding.file ?? (await keep(place.keptIn, finding.kind, finding))
      for (const line of describeFinding(place, finding, file)) say(line)
    }
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane))
  return fuzzed
}

function describeFinding({ name }: TargetPlace, finding: Finding, file: string): string[] {
  const stack = finding.cause instanceof Error ? finding.cause.stack : undefined
  return [
    `FAIL  ${name}: ${finding.kind}: ${finding.what}`,
    ...(stack === undefined ? [] : [stack.replaceAll(/^/gm, '      ')]),
    `      input: ${show(finding)}`,
    `      kept as ${relative(root, file)}`,
    `      repeat: npm run fuzz -- ${name} --seconds 0`,
  ]
}

function show(finding: Finding): string {
  const text =
    'shape' in finding
      ? JSON.stringify(finding.shape)
      : JSON.stringify(Buffer.from(finding.input).toString('latin1'))
  return text.length > 400 ? `${text.slice(0, 400)}…` : text
}
