import './unread.ts'
import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import {
  type Cell,
  type CellResult,
  countOutcomes,
  findMistakes,
  formatMatrix,
  holds,
  runBar,
} from '@suite/testkit/sweep'
import { actionNames, root } from './actions.ts'
import { buildAll } from './build/bundles.ts'
import { commitToMeasure, keepMeasured, readMeasured } from './measured/measured.ts'
import { partOf, renewGroups, sweptActions } from './measured/swept-action.ts'
import { type Chosen, chooseSample, isMain, selectBars, selectCells } from './sweep/choose.ts'
import { readOptions, usage } from './sweep/options.ts'
import { formatSeconds } from './sweep/progress.ts'
import { barsOf, scenariosOf } from './sweep/scenarios.ts'
import { sweep } from './sweep/sweep.ts'
import { failAsked, readAsked } from './usage.ts'

// `npm run sweep`: runs every scenario of every action with every fault of the catalogue, and fails if a run passes
// without the thing that it is for.
const startedAt = performance.now()
const options = readAsked((args) => readOptions(args, 1 + (Date.now() % 1_000_000)), usage)
const part = options.keep ? partOf(options) : undefined
if (part !== undefined) failAsked(part, usage)
const unknown = options.actions.filter((name) => !actionNames().includes(name))
if (unknown.length > 0)
  failAsked(`There is no action ${unknown.join(', ')}. The actions are ${actionNames().join(', ')}.`, usage)
const commit = options.keep ? await commitToMeasure() : undefined
const names = options.actions.length > 0 ? [...options.actions] : actionNames()
await buildAll({ names })
const actions = await Promise.all(
  names.map(async (action) => ({
    action,
    scenarios: (await scenariosOf(action)).filter(
      ({ name }) => options.scenario === undefined || name === options.scenario,
    ),
  })),
)
const without = actions.filter(({ scenarios }) => scenarios.length === 0).map(({ action }) => action)
if (options.sample) console.log(`A sample of ${options.minutes} minutes; --seed ${options.seed} repeats it.`)

const mistakes = await findMistakes()
for (const { mistake, cells, found } of mistakes)
  console.log(
    `${found > 0 ? 'ok    ' : 'FAIL  '}an action that ${mistake}: falsely green in ${found} of ${cells} cells`,
  )

const measured: CellResult[] = []
for (const action of names)
  for (const bar of selectBars(action, await barsOf(action), options)) {
    const result = await runBar(action, bar)
    console.log(`${result.outcome === 'true' ? 'ok    ' : 'FAIL  '}${result.id}: ${result.why}`)
    measured.push(result)
  }

/** The first scenario of an action is its main one. */
const main = new Map(
  actions.flatMap(({ action, scenarios: [first] }) =>
    first === undefined ? [] : [[action, first.name] as const],
  ),
)
function choose(all: readonly Cell[]): Chosen {
  const cells = selectCells(all, options)
  if (!options.sample) return { always: cells, whileTime: [] }
  const chosen = chooseSample(cells, main, options.seed)
  const ofMain = cells.filter((cell) => isMain(cell, main)).length
  console.log(
    `${chosen.always.length} cells run however long it takes: a fault of each group at each of the own requests of the main scenario of each action, which have ${ofMain} cells.`,
  )
  return chosen
}

const swept = await sweep(actions, {
  choose,
  lanes: options.lanes ?? availableParallelism() + 2,
  until: options.sample ? startedAt + options.minutes * 60_000 : Number.POSITIVE_INFINITY,
  verbose: options.verbose || options.cell !== undefined,
})

const { unswept, broken } = swept
const results = [...measured, ...swept.results]
console.log(`\n${formatMatrix(results)}`)
if (unswept.length > 0) {
  const each = names.flatMap((name) => {
    const count = unswept.filter(({ action }) => action === name).length
    return count > 0 ? [`${name} ${count}`] : []
  })
  console.log(`${unswept.length} cells were not swept, because the time was over: ${each.join(', ')}.`)
}
for (const action of without) console.log(`FAIL  ${action}: no scenarios`)
for (const problem of broken) console.log(`FAIL  ${problem}`)
const report = join(root, '.cache/sweep.json')
await mkdir(dirname(report), { recursive: true })
await writeFile(
  report,
  `${JSON.stringify({ seed: options.seed, unswept: unswept.length, without, broken, matrix: countOutcomes(results), results }, null, 1)}\n`,
)
console.log(`As JSON: ${report}`)
if (commit !== undefined && broken.length === 0) {
  const counted = sweptActions(results, unswept)
  const rows = options.faults.length === 0 ? counted : renewGroups(readMeasured('sweep'), commit, counted)
  await keepMeasured('sweep', commit, rows)
}
const canFail = mistakes.every(({ found }) => found > 0)
const passes = canFail && holds(results) && without.length === 0 && broken.length === 0 && results.length > 0
if (results.length === 0)
  console.log(
    'FAIL  no cell has this scenario, fault or name; --action alone with --verbose prints those that there are',
  )
console.log(
  `${passes ? 'The sweep passes' : 'The sweep fails'}: ${results.length} cells in ${formatSeconds((performance.now() - startedAt) / 1_000)}.`,
)
process.exitCode = passes ? 0 : 1
