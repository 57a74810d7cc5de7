import { once } from 'node:events'
import { createWriteStream } from 'node:fs'

const files = 8_000
const countsOfAFile = 1_500

/** Returns the path that a record of the generated tracefile names. */
function pathOfRecord(index: number): string {
  return `packages/part-${index % 40}/src/feature-${Math.floor(index / 40)}/module-${index}.ts`
}

/** The paths of all records. */
export const recordPaths = Array.from({ length: files }, (_, index) => pathOfRecord(index))

/** Returns pseudo-random numbers from 0 to below `limit`, the same in each run. */
function createRandom(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}

/** Writes a tracefile of about 300 MB: 8,000 files, 12 million counts, with functions and branches in between. */
export async function writeTracefile(path: string): Promise<void> {
  const random = createRandom(20_26)
  const out = createWriteStream(path)
  for (const name of recordPaths) if (!out.write(recordOf(name, random))) await once(out, 'drain')
  out.end()
  await once(out, 'close')
}

function recordOf(name: string, random: (limit: number) => number): string {
  const lines = ['TN:', `SF:/home/runner/work/shop/shop/${name}`]
  for (let index = 0; index < 120; index += 1) {
    lines.push(`FN:${index * 20 + 1},renderTheItemOfTheFeature${index}`)
    lines.push(`FNDA:${random(3) * random(4_000)},renderTheItemOfTheFeature${index}`)
  }
  lines.push('FNF:120', 'FNH:80')
  for (let index = 0; index < 600; index += 1)
    lines.push(`BRDA:${index * 4 + 2},${index},${index % 2},${random(4) === 0 ? '-' : random(10_000)}`)
  lines.push('BRF:600', 'BRH:450')
  let line = 0
  for (let index = 0; index < countsOfAFile; index += 1) {
    line += 1 + random(3)
    lines.push(`DA:${line},${random(5) === 0 ? 0 : random(10 ** (1 + random(6)))}`)
  }
  lines.push(`LF:${countsOfAFile}`, `LH:${Math.floor(countsOfAFile * 0.8)}`, 'end_of_record', '')
  return lines.join('\n')
}
