// One binary of scripts/bench/release.ts: hashes it, and reads it back as deno-multi-target-compile does, alternating.
// Prints the milliseconds of processor time of each turn. It is no TypeScript, and reads what is built.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const [path, turns] = process.argv.slice(2)
const ours = new URL('../../actions/deno-multi-target-compile/lib/binary/inspect.js', import.meta.url)
const { inspect } = await import(ours)

function hash() {
  const bytes = readFileSync(path)
  createHash('sha256').update(bytes).digest('hex')
  return bytes
}

function readBack() {
  const read = inspect(hash())
  if (!('metadata' in read)) throw new Error(`${path} was not read back: ${read.what}`)
}

function measure(work) {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

const taken = []
for (let turn = 0; turn <= Number(turns); turn += 1) {
  const both = { hash: measure(hash), readBack: measure(readBack) }
  // The first turn of each compiles the code.
  if (turn > 0) taken.push(both)
}
console.log(JSON.stringify(taken))
