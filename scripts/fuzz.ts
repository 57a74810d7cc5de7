import './unread.ts'
import { randomInt } from 'node:crypto'
import { fuzzAll } from './fuzz/fuzz-all.ts'
import { readOptions, usage } from './fuzz/options.ts'
import { findTargets, type TargetPlace } from './fuzz/targets.ts'
import { fuzzedTargets } from './measured/fuzzed-target.ts'
import { commitToMeasure, keepMeasured } from './measured/measured.ts'
import { failAsked, readAsked } from './usage.ts'

// Gives damaged input to every parser. The targets share the processor time equally. An input that shows a fault is
// kept next to its target, so that each later run reads it first.
const options = readAsked((args) => readOptions(args, randomInt(1_000_000_000)), usage)
const all = findTargets()
const unknown = options.names.filter((name) => !all.some((place) => place.name === name))
if (unknown.length > 0)
  failAsked(`There is no target ${unknown.join(', ')}. The targets are ${list(all)}.`, usage)
const chosen = options.names.length === 0 ? all : all.filter(({ name }) => options.names.includes(name))
const commit = options.keep ? await commitToMeasure() : undefined
const share = (options.seconds * 1_000) / chosen.length
console.log(
  `Seed ${options.seed}. ${chosen.length} targets, ${(share / 1_000).toFixed(1)} s of processor time each.`,
)

const fuzzed = await fuzzAll(chosen, { share, seed: options.seed }, console.log)
if (commit !== undefined)
  await keepMeasured('fuzz', commit, fuzzedTargets(fuzzed, options.seed, Math.round(share / 1_000)))
const findings = fuzzed.filter(({ hasFault }) => hasFault).length
console.log(findings === 0 ? 'Every parser holds.' : `${findings} parsers have a fault.`)
process.exitCode = findings === 0 ? 0 : 1

function list(places: readonly TargetPlace[]): string {
  return places.map(({ name }) => name).join(', ')
}
