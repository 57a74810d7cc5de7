import { describe, expect, it } from 'vitest'
import { type Counts, counts, lcov } from './lcov.ts'
import { type Files, openChange, openProject } from './project.ts'
import { green, type RunOptions, red, setScene } from './scene.ts'

const scene = setScene()
const path = 'src/order.js'

/** What a gate without any rule says: a percentage of the added lines that a report has counts for. */
function plainPercentage(added: readonly number[], report: Counts): number {
  const known = added.flatMap((line) => report[path]?.[line] ?? [])
  return known.length === 0 ? 100 : (100 * known.filter((count) => count > 0).length) / known.length
}

async function judge(before: Files, after: Files, report: Counts, options: RunOptions = {}) {
  const project = await openProject(before)
  const opened = await openChange(project, after)
  await project.write({ 'coverage/lcov.info': lcov(report) })
  return scene.judge(project, opened, options)
}

const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

const order = `export function order(cart) {
  const sum = add(cart)
  const tax = sum * 0.2
  const fee = 3
  return sum + tax + fee
}
`

describe('lines that hold no code never count', () => {
  const comments = '// Why.\n'.repeat(40)
  const code = 'one()\ntwo()\nthree()\nfour()\nfive()\nsix()\nseven()\n'

  it('so 40 comments do not hide that five of seven lines are missed', async () => {
    const report = { [path]: counts(`${'1'.repeat(40)}1100000`) }
    expect(plainPercentage(range(1, 47), report)).toBeGreaterThan(85)
    const ran = await judge({ 'README.md': 'x\n' }, { [path]: `${comments}${code}` }, report)
    expect(ran).toMatchObject({ ...red, reason: 'uncovered', outputs: { 'patch-coverage': '28.57' } })
  })

  it('and neither do blank lines and brackets, nor do these make a tested change red', async () => {
    const added = 'call(\n  one,\n\n)\n{\n}\n'
    const missed = { [path]: counts('11....') }
    const report = { [path]: counts('110000') }
    expect(plainPercentage(range(1, 6), report)).toBeLessThan(85)
    for (const each of [missed, report])
      expect(await judge({ 'README.md': 'x\n' }, { [path]: added }, each)).toMatchObject({
        ...green,
        outputs: { 'patch-covered': '2', 'patch-total': '2' },
      })
  })
})

describe('moved lines are left out', () => {
  const report = { [path]: counts('000000'), 'src/cart.js': counts('1') }
  const before = { 'src/cart.js': `cart()\n${order}` }
  const after = { 'src/cart.js': 'cart()\n', [path]: order }

  it('so code that nobody tests yet can move to its own file', async () => {
    expect(plainPercentage(range(1, 6), report)).toBe(0)
    const ran = await judge(before, after, report)
    expect(ran).toMatchObject({ exitCode: 0, reason: 'only-moved', outputs: { 'patch-total': '0' } })
    expect(ran.summary).toContain('moved line')
  })

  it('unless they count', async () => {
    const ran = await judge(before, after, report, { inputs: { 'moved-lines': 'count' } })
    expect(ran).toMatchObject({ ...red, reason: 'uncovered', outputs: { 'patch-total': '5' } })
  })

  it('but a line that changes on the way is not, and each removed line pays for one added line', async () => {
    const changed = { ...after, [path]: order.replace('sum + tax + fee', 'sum + tax') }
    const ran = await judge(before, changed, report)
    expect(ran).toMatchObject({ ...red, reason: 'uncovered' })
    expect(ran.json('uncovered')).toEqual([{ path, ranges: [[5, 5]] }])
    const twice = { ...after, [path]: order, 'src/copy.js': order }
    const copied = await judge(before, twice, { ...report, 'src/copy.js': counts('000000') })
    expect(copied).toMatchObject({ ...red, outputs: { 'patch-total': '5' } })
  })
})

describe('reformatted lines are left out', () => {
  const before = { [path]: 'export const pay = (a, b) => send({ a, b })\nexport const x = 1\n' }
  const after = {
    [path]: 'export const pay = (a, b) =>\n  send({\n    a,\n    b,\n  })\nexport const x = 1\n',
  }
  const report = { [path]: counts('000001') }

  it('so a formatter can run over code that nobody tests yet', async () => {
    expect(plainPercentage(range(1, 5), report)).toBe(0)
    const ran = await judge(before, after, report)
    expect(ran).toMatchObject({ exitCode: 0, reason: 'only-moved', outputs: { 'patch-total': '0' } })
    expect(ran.summary).toContain('reformatted')
  })

  it('unless they count, or differ in more than white space outside of strings', async () => {
    expect(await judge(before, after, report, { inputs: { 'moved-lines': 'count' } })).toMatchObject(red)
    const spaced = { [path]: "export const pay = 'a b'\n" }
    const joined = { [path]: "export const pay = 'a  b'\n" }
    expect(await judge(spaced, joined, { [path]: counts('0') })).toMatchObject({
      ...red,
      outputs: { 'patch-total': '1' },
    })
  })
})

describe('lines of code without a count are reported', () => {
  const before = { [path]: 'send({\n  to: 1,\n  at: 2,\n})\n' }
  const after = { [path]: 'send({\n  to: 1,\n  at: 3,\n})\n' }
  const report = { [path]: counts('0...') }

  it('so the third line of an untested call is not taken for covered', async () => {
    expect(plainPercentage([3], report)).toBe(100)
    const ran = await judge(before, after, report)
    expect(ran).toMatchObject({
      exitCode: 0,
      reason: 'nothing-measured',
      outputs: { verdict: 'skip', 'patch-unmeasured': '1' },
    })
    expect(ran.outputs).not.toHaveProperty('patch-coverage')
  })

  it('and take the nearest count above if asked, whichever it is', async () => {
    const inputs = { 'unmeasured-lines': 'nearest' }
    expect(await judge(before, after, report, { inputs })).toMatchObject({ ...red, reason: 'uncovered' })
    const tested = { [path]: counts('1...') }
    expect(await judge(before, after, tested, { inputs })).toMatchObject({ ...green, reason: 'covered' })
  })
})
