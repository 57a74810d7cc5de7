import { type Ending, examine, type Fault, type Memory } from './examine.ts'
import { type GrowthShape, shapeFrom } from './growth-shape.ts'
import type { Kept } from './kept.ts'
import { measureGrowth, type Stopwatch } from './measure.ts'
import { mutate, tokensOf } from './mutate.ts'
import { randomOf, seedFor } from './random.ts'
import { shrink, shrinkShape } from './shrink.ts'
import type { FuzzTarget } from './target.ts'

export interface FuzzRun extends Stopwatch {
  readonly seed: number
  readonly kept: readonly Kept[]
  /** Is asked after each input whether to go on. */
  readonly goesOn: () => boolean
  readonly memory: Memory
  /** Is called with each input before it is read, so that one that never ends is known. */
  readonly onInput?: (input: Uint8Array) => void
}

/** What a run found, and how much it looked at. */
export interface FuzzResult {
  readonly inputs: number
  /** How many of the inputs the parser could read. */
  readonly read: number
  /** How many shapes had their time measured. */
  readonly measured: number
  readonly finding?: Finding | undefined
}

/** A fault, with a small input that shows it. */
export type Finding = Fault &
  ({ readonly input: Uint8Array } | { readonly shape: GrowthShape }) & {
    /** The kept file that shows it; undefined for an input that is new. */
    readonly file?: string | undefined
  }

/** One in so many inputs is a shape whose time is measured. */
const measuredOneIn = 60

/**
 * Reads the corpus and what was kept, and then mutated inputs and growing shapes until `goesOn` says no. The same
 * seed gives the same inputs. Ends with the first fault.
 */
export async function fuzz(target: FuzzTarget, run: FuzzRun): Promise<FuzzResult> {
  const { kept, goesOn, memory, onInput } = run
  const count = { inputs: 0, read: 0, measured: 0 }
  const watched: FuzzTarget = {
    ...target,
    read: (input) => {
      onInput?.(input)
      return target.read(input)
    },
  }
  const tryInput = async (input: Uint8Array, file?: string): Promise<Finding | undefined> => {
    const ending: Ending = await examine(watched, input, memory)
    count.inputs += 1
    if ('isRead' in ending) count.read += Number(ending.isRead)
    return 'fault' in ending ? { ...ending.fault, input, file } : undefined
  }
  const tryShape = async (shape: GrowthShape, file?: string): Promise<Finding | undefined> => {
    count.measured += 1
    const fault = await measureGrowth(watched, shape, run)
    return fault && { ...fault, shape, file }
  }

  for (const input of target.corpus) {
    const finding = await tryInput(input)
    if (finding) return { ...count, finding: await makeSmall(watched, finding, run) }
  }
  for (const each of kept) {
    const finding = await ('input' in each
      ? tryInput(each.input, each.file)
      : tryShape(each.shape, each.file))
    if (finding) return { ...count, finding }
  }

  const old = kept.flatMap((each) => ('input' in each ? [each.input] : []))
  const material = { inputs: [...target.corpus, ...old], tokens: tokensOf(target.dictionary) }
  const shapes = [...(target.growth ?? [])]
  const seed = seedFor(run.seed, target.name)
  for (let place = 0; goesOn(); place += 1) {
    const random = randomOf(seed, place)
    const finding = random.chance(measuredOneIn)
      ? await tryShape(shapes.shift() ?? shapeFrom(material, random))
      : await tryInput(mutate(material, random))
    if (finding) return { ...count, finding: await makeSmall(watched, finding, run) }
  }
  return count
}

async function makeSmall(target: FuzzTarget, finding: Finding, run: FuzzRun): Promise<Finding> {
  if ('shape' in finding) {
    const stillFails = async (shape: GrowthShape) => (await measureGrowth(target, shape, run)) !== undefined
    return { ...finding, shape: await shrinkShape(finding.shape, stillFails) }
  }
  let fault: Fault = finding
  const input = await shrink(finding.input, async (candidate) => {
    const ending = await examine(target, candidate, run.memory)
    if (!('fault' in ending) || ending.fault.kind !== finding.kind) return false
    fault = ending.fault
    return true
  })
  return { ...finding, ...fault, input }
}
