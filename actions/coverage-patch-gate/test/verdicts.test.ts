import { describe, expect, it } from 'vitest'
import { counts, lcov } from './lcov.ts'
import { openChange, openProject } from './project.ts'
import { green, red, setScene } from './scene.ts'

const { judge } = setScene()

const price = `export function price(total) {
  if (total > 100) {
    return total * 0.9
  }
  return total
}
`
const begin = { 'src/price.js': price, 'README.md': '# Shop\n' }

/** The function, with one more case. */
const more = price.replace(
  '  return total\n',
  '  if (total < 0) {\n    throw new Error("negative")\n  }\n  return total\n',
)

async function change(files: Record<string, string | null>, report: string) {
  const project = await openProject(begin)
  const opened = await openChange(project, files)
  await project.write({ 'coverage/lcov.info': report })
  return { project, opened }
}

it('code that tests run is green, and the run says how much it looked at', async () => {
  const { project, opened } = await change(
    { 'src/price.js': more },
    lcov({ 'src/price.js': counts('11111111') }),
  )
  const ran = await judge(project, opened)
  expect(ran).toMatchObject({ ...green, reason: 'covered', annotations: [], log: [] })
  expect(ran.outputs).toMatchObject({
    'patch-coverage': '100',
    'patch-covered': '2',
    'patch-total': '2',
    'patch-unmeasured': '0',
    'scope-size': '1',
    uncovered: '[]',
  })
})

it('a missed line is red, and annotated where it is', async () => {
  const { project, opened } = await change(
    { 'src/price.js': more },
    lcov({ 'src/price.js': counts('111.1001') }),
  )
  const ran = await judge(project, opened)
  expect(ran).toMatchObject({ ...red, reason: 'uncovered' })
  expect(ran.annotations).toEqual([
    expect.objectContaining({
      level: 'error',
      message: expect.stringContaining('tests run 1 of 2 changed lines of code (50 %)'),
    }),
    expect.objectContaining({
      level: 'error',
      file: 'src/price.js',
      line: 6,
      message: expect.stringContaining('No test runs line 6.'),
    }),
  ])
  expect(ran.json('uncovered')).toEqual([{ path: 'src/price.js', ranges: [[6, 6]] }])
  expect(ran.summary).toContain('#L6)')
})

it('neighbouring missed lines share one annotation', async () => {
  const added = `${price}export function twice(n) {\n  const m = n * 2\n  log(m)\n  return m\n}\n`
  const { project, opened } = await change(
    { 'src/price.js': added },
    lcov({ 'src/price.js': counts('1111111000') }),
  )
  const [, ...places] = (await judge(project, opened)).annotations
  expect(places).toEqual([expect.objectContaining({ line: 8, endLine: 10 })])
})

it('a module that moves to its own file stays green', async () => {
  const { project, opened } = await change(
    { 'src/price.js': null, 'src/shop/price.js': price },
    lcov({ 'src/shop/price.js': counts('000000') }),
  )
  const ran = await judge(project, opened)
  expect(ran).toMatchObject({ exitCode: 0, outputs: { verdict: 'skip' }, reason: 'only-moved' })
  expect(ran.summary).toContain('moved line')
})

it('comments do not improve the ratio, although the report counts them as run', async () => {
  const commented = more.replace('export', `${'// why\n'.repeat(40)}export`)
  const report = lcov({ 'src/price.js': counts(`${'1'.repeat(40)}11110001`) })
  const { project, opened } = await change({ 'src/price.js': commented }, report)
  expect(await judge(project, opened)).toMatchObject({
    ...red,
    outputs: { 'patch-total': '2', 'patch-covered': '0' },
  })
})

it('a change of comments alone is skipped, and says so', async () => {
  const { project, opened } = await change(
    { 'src/price.js': `// The price.\n${price}` },
    lcov({ 'src/price.js': counts('1111111') }),
  )
  const ran = await judge(project, opened)
  expect(ran).toMatchObject({
    exitCode: 0,
    outputs: { verdict: 'skip', 'patch-total': '0' },
    reason: 'nothing-executable',
  })
  expect(ran.outputs).not.toHaveProperty('patch-coverage')
})

describe('a new file that no test loads', () => {
  const files = { 'src/tax.js': 'export const tax = (n) => n * 0.2\n' }
  const report = lcov({ 'src/price.js': counts('111111') })

  it('is caught', async () => {
    const { project, opened } = await change(files, report)
    const ran = await judge(project, opened)
    expect(ran).toMatchObject({ ...red, reason: 'uncovered' })
    expect(ran.annotations[1]).toMatchObject({ file: 'src/tax.js', line: 1, title: 'Not in any report' })
  })

  it.each([
    ['fail', { ...red, reason: 'uncovered' }],
    ['warn', { exitCode: 0, reason: 'nothing-measured' }],
    ['ignore', { exitCode: 0, reason: 'nothing-measured' }],
  ])('never passes as covered (%s)', async (policy, expected) => {
    const { project, opened } = await change(files, report)
    const ran = await judge(project, opened, { inputs: { 'unreported-files': policy } })
    expect(ran).toMatchObject(expected)
    expect(ran.annotations.map(({ level }) => level).filter((level) => level === 'warning')).toHaveLength(
      policy === 'warn' ? 1 : 0,
    )
  })

  it('need not be code: a page of text is not a file to load', async () => {
    const { project, opened } = await change({ 'README.md': '# Shop\n\nBuy here.\n' }, report)
    expect(await judge(project, opened)).toMatchObject({ exitCode: 0, reason: 'nothing-executable' })
  })
})

it('a test does not count as code to test, and neither does a file that the base calls generated', async () => {
  const project = await openProject({ ...begin, '.gitattributes': 'gen/** linguist-generated\n' })
  const opened = await openChange(project, {
    'gen/api.js': 'export const a = 1\n',
    'src/price.test.js': 'test("x", () => {})\n',
    '.gitattributes': 'gen/** linguist-generated\nsrc/** linguist-generated\n',
    'src/price.js': more,
  })
  await project.write({ 'coverage/lcov.info': lcov({ 'src/price.js': counts('111.1001') }) })
  const ran = await judge(project, opened)
  expect(ran).toMatchObject({ ...red, outputs: { 'patch-total': '2' } })
  expect(ran.summary).toContain('1 file of tests, 1 generated file')
})

it('the third line of an untested call is not mistaken for a covered one', async () => {
  const call = 'export const ship = () =>\n  send({\n    to: 1,\n  })\n'
  const project = await openProject({ 'src/ship.js': call })
  const opened = await openChange(project, { 'src/ship.js': call.replace('1', '2') })
  await project.write({ 'coverage/lcov.info': lcov({ 'src/ship.js': counts('0') }) })
  expect(await judge(project, opened)).toMatchObject({
    reason: 'nothing-measured',
    outputs: { 'patch-unmeasured': '1' },
  })
  expect(await judge(project, opened, { inputs: { 'unmeasured-lines': 'nearest' } })).toMatchObject({
    ...red,
    reason: 'uncovered',
  })
})

it('an added comment that takes lines out of the report is shown, and can fail', async () => {
  const ignored = `${price}/* c8 ignore next */\nexport const x = () => 1\n`
  const { project, opened } = await change(
    { 'src/price.js': ignored },
    lcov({ 'src/price.js': counts('11111111') }),
  )
  const ran = await judge(project, opened)
  expect(ran).toMatchObject({
    ...green,
    annotations: [expect.objectContaining({ level: 'warning', line: 7 })],
  })
  expect(await judge(project, opened, { inputs: { 'ignore-comments': 'fail' } })).toMatchObject({
    ...red,
    reason: 'ignore-comment',
  })
  expect(await judge(project, opened, { inputs: { 'ignore-comments': 'allow' } })).toMatchObject({
    ...green,
    annotations: [],
  })
})

it('a change that must add a test fails without one, whatever its percentage', async () => {
  const report = lcov({ 'src/price.js': counts('11111111') })
  const without = await change({ 'src/price.js': more }, report)
  const inputs = { 'require-tests': 'src/**' }
  expect(await judge(without.project, without.opened, { inputs })).toMatchObject({
    ...red,
    reason: 'tests-missing',
  })
  const commented = await change({ 'src/price.js': more, 'src/price.test.js': '// later\n' }, report)
  expect((await judge(commented.project, commented.opened, { inputs })).reason).toBe('tests-missing')
  for (const data of ['tests/prices.json', 'src/__snapshots__/price.test.js.snap']) {
    const { project, opened } = await change({ 'src/price.js': more, [data]: '{ "a": 1 }\n' }, report)
    expect((await judge(project, opened, { inputs })).reason, data).toBe('tests-missing')
  }
  const tested = await change({ 'src/price.js': more, 'src/price.test.js': 'test("x")\n' }, report)
  expect(await judge(tested.project, tested.opened, { inputs })).toMatchObject({ ...green, log: [] })
})

it('a file whose lines git hides, because of a NUL byte, does not pass unseen', async () => {
  const { project, opened } = await change(
    { 'src/price.js': `${more}// \0\n` },
    lcov({ 'src/price.js': counts('111.1001') }),
  )
  expect(await judge(project, opened)).toMatchObject({ ...red, reason: 'source-binary' })
})
