import fc from 'fast-check'
import type { Change } from './change.ts'
import { modes } from './files.ts'

/** Branches of pull requests; each starts at the first commit of main. */
export const topics = ['one', 'two', 'three', 'four'] as const
export const branches = ['main', ...topics] as const
export type Topic = (typeof topics)[number]
export type Branch = (typeof branches)[number]

/** How a person resolves a merge: as git does, path by path, or with all files of one side. */
export type Resolution = 'git' | 'paths' | 'ours' | 'theirs'

/** What happens next, as data. */
export type Step =
  | { readonly step: 'commit'; readonly on: Branch; readonly changes: readonly Change[] }
  /** `cross`: both merge what the other was before. */
  | {
      readonly step: 'merge' | 'cross'
      readonly on: Branch
      readonly from: Branch
      readonly by: Resolution
    }
  | { readonly step: 'octopus'; readonly on: Branch; readonly from: readonly [Branch, Branch] }
  /** Reverts the commit that is this far back. */
  | { readonly step: 'revert'; readonly on: Branch; readonly back: number }
  /** Force-pushes: drops this many commits. */
  | { readonly step: 'drop'; readonly on: Branch; readonly back: number }
  /** Force-pushes: starts again at another branch. */
  | { readonly step: 'start'; readonly on: Topic; readonly from: Branch }
  /** Main gets all changes of a branch in one commit without its history. */
  | { readonly step: 'squash'; readonly from: Topic }

export type History = readonly Step[]

/** How often each kind of step and change happens, in relation to the others. */
export interface Habits {
  readonly steps: Readonly<Record<Step['step'], number>>
  readonly main: Readonly<Record<Change['does'], number>>
  readonly topics: Readonly<Record<Change['does'], number>>
  /** The maximum number of steps, and of changes of one commit. */
  readonly length: number
  readonly changesOfCommit: number
}

type Weights = Habits['main']

const few: Weights = {
  edit: 4,
  rewrite: 1,
  remove: 2,
  'case-of-name': 1,
  'case-of-folder': 1,
  mode: 1,
  move: 2,
  'move-and-edit': 2,
  copy: 1,
  add: 3,
  empty: 1,
  'move-folder': 2,
  'replace-folder': 1,
  prove: 2,
}

/** Histories as no team has them: main moves what the branches change, and the other way round. */
export const wild: Habits = {
  steps: { commit: 40, merge: 4, cross: 3, octopus: 1, revert: 2, drop: 1, start: 1, squash: 1 },
  main: { ...few, move: 12, 'move-folder': 12, add: 6 },
  topics: { ...few, edit: 12, add: 10, 'move-folder': 5 },
  length: 8,
  changesOfCommit: 2,
}

const often: Weights = {
  ...few,
  edit: 60,
  add: 20,
  prove: 10,
  remove: 3,
  move: 3,
  'case-of-folder': 0,
  'replace-folder': 0,
}

/** Histories as people make them: nine of ten changes edit or add a file. */
export const usual: Habits = {
  steps: { commit: 90, merge: 7, cross: 1, octopus: 0, revert: 2, drop: 2, start: 1, squash: 2 },
  main: often,
  topics: often,
  length: 8,
  changesOfCommit: 3,
}

const far = fc.nat({ max: 3 })
const mode = fc.constantFrom(...modes)
const any = fc.nat({ max: 35 })

/** Returns one of these positions half of the time, so that changes meet. */
function oneOf(...positions: readonly number[]): fc.Arbitrary<number> {
  return fc.oneof(any, fc.constantFrom(...positions))
}

/** Files of `web/lib`, the folders `web` and `web/lib`, and the folders that ask for a proof. */
const file = oneOf(7, 8)
const from = oneOf(0, 1)
const to = oneOf(4, 5, 6)

function drawChange(weights: Weights): fc.Arbitrary<Change> {
  const of = (does: Change['does']): fc.Arbitrary<Change> => {
    switch (does) {
      case 'add':
      case 'empty':
        return fc.record({ does: fc.constant(does), folder: from, name: any })
      case 'move':
      case 'move-and-edit':
      case 'copy':
        return fc.record({ does: fc.constant(does), file, folder: to, name: any })
      case 'mode':
        return fc.record({ does: fc.constant(does), file, mode })
      case 'move-folder':
        return fc.record({ does: fc.constant(does), folder: from, to, below: fc.boolean() })
      case 'replace-folder':
        return fc.record({
          does: fc.constant(does),
          folder: from,
          mode: fc.constantFrom('120000' as const, '160000' as const),
        })
      case 'prove':
        return fc.record({
          does: fc.constant(does),
          as: fc.constantFrom(
            'new' as const,
            'new' as const,
            'new' as const,
            'blank' as const,
            'copy' as const,
          ),
        })
      default:
        return fc.record({ does: fc.constant(does), file })
    }
  }
  return weighted(weights, of)
}

function weighted<Kind extends string, Value>(
  weights: Readonly<Record<Kind, number>>,
  of: (kind: Kind) => fc.Arbitrary<Value>,
): fc.Arbitrary<Value> {
  const kinds = (Object.keys(weights) as Kind[]).filter((kind) => weights[kind] > 0)
  return fc.oneof(...kinds.map((kind) => ({ weight: weights[kind], arbitrary: of(kind) })))
}

/** Returns histories of main and this many other branches; they shrink to fewer and simpler steps. */
export function drawHistory(
  { steps, length, changesOfCommit, ...habits }: Habits,
  of = 1,
): fc.Arbitrary<History> {
  const topic = fc.constantFrom(...topics.slice(0, of))
  const branch = fc.constantFrom<Branch>('main', ...topics.slice(0, of))
  const by = fc.constantFrom<Resolution>('git', 'git', 'git', 'paths', 'ours', 'theirs')
  const changesBy = (weights: Weights) =>
    fc.oneof(
      { weight: 1, arbitrary: fc.constant([]) },
      {
        weight: 20,
        arbitrary: fc.array(drawChange(weights), { minLength: 1, maxLength: changesOfCommit }),
      },
    )
  const step = weighted(steps, (kind): fc.Arbitrary<Step> => {
    switch (kind) {
      case 'commit':
        return fc.oneof(
          fc.record({
            step: fc.constant(kind),
            on: fc.constant('main' as const),
            changes: changesBy(habits.main),
          }),
          fc.record({ step: fc.constant(kind), on: topic, changes: changesBy(habits.topics) }),
        )
      case 'merge':
      case 'cross':
        return fc.record({ step: fc.constant(kind), on: branch, from: branch, by })
      case 'octopus':
        return fc.record({ step: fc.constant(kind), on: branch, from: fc.tuple(branch, branch) })
      case 'revert':
      case 'drop':
        return fc.record({ step: fc.constant(kind), on: branch, back: far })
      case 'start':
        return fc.record({ step: fc.constant(kind), on: topic, from: branch })
      case 'squash':
        return fc.record({ step: fc.constant(kind), from: topic })
    }
  })
  return fc.array(step, { minLength: 4, maxLength: length + 3 * (of - 1), size: 'max' })
}
