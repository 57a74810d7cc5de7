import './unread.ts'
import { randomInt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { relative } from 'node:path'
import { type Finding, keep } from '../packages/testkit/src/fuzz/index.ts'
import { root } from './actions.ts'
import { type FuzzOptions, readOptions, usage } from './fuzz/options.ts'
import { runTarget } from './fuzz/run-target.ts'
import { findTargets, type TargetPlace } from './fuzz/targets.ts'

// Gives damaged input to every parser. The targets share the processor time equally. An input that shows a fault is
// kept next to its target, so that each later run reads it first.
const options = askedFor()
const all = findTargets()
const unknown = options.names.filter((name) => !all.some((place) => place.name === name))
if (unknown.length > 0) fail(`There is no target ${unknown.join(', ')}. The targets are ${list(all)}.`)
const chosen = options.names.length === 0 ? all : all.filter(({ name }) => options.names.includes(name))
const share = (options.seconds * 1_000) / chosen.length
console.log(
  `Seed ${options.seed}. ${chosen.length} targets, ${(share / 1_000).toFixed(1)} s of processor time each.`,
)

let findings = 0
const waiting = [...chosen]
const lane = async () => {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await fuzzOne(next)
}
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane))
console.log(findings === 0 ? 'Every parser holds.' : `${findings} parsers have a fault.`)
process.exitCode = findings === 0 ? 0 : 1

async function fuzzOne(place: TargetPlace): Promise<void> {
  const { inputs, read, measured, finding } = await runTarget(place, options.seed, share)
  const done = `${chosen.length - waiting.length}/${chosen.length}`.padStart(6)
  console.log(
    `${done}  ${place.name.padEnd(24)} ${inputs} inputs, ${read} of them read; time of ${measured} shapes`,
  )
  if (finding === undefined) return
  findings += 1
  await report(place, finding)
}

async function report(place: TargetPlace, finding: Finding): Promise<void> {
  const file = finding.file ?? (await keep(place.keptIn, finding.kind, finding))
  console.log(`FAIL  ${place.name}: ${finding.kind}: ${finding.what}`)
  if (finding.cause instanceof Error) console.log(finding.cause.stack?.replaceAll(/^/gm, '      '))
  console.log(`      input: ${show(finding)}`)
  console.log(`      kept as ${relative(root, file)}`)
  console.log(`      repeat: npm run fuzz -- ${place.name} --seconds 0`)
}

function show(finding: Finding): string {
  const text =
    'shape' in finding
      ? JSON.stringify(finding.shape)
      : JSON.stringify(Buffer.from(finding.input).toString('latin1'))
  return text.length > 400 ? `${text.slice(0, 400)}…` : text
}

function askedFor(): FuzzOptions {
  try {
    return readOptions(process.argv.slice(2), randomInt(1_000_000_000))
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

function list(places: readonly TargetPlace[]): string {
  return places.map(({ name }) => name).join(', ')
}

function fail(message: string): never {
  console.error(`${message}\nUsage: ${usage}`)
  process.exit(1)
}
