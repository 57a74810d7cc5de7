import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { judgeWithReport } from './full-report.ts'
import { openChange, openProject } from './project.ts'
import { replay } from './replay.ts'
import { readSampleRepository } from './samples.ts'
import { setScene } from './scene.ts'

const scene = setScene()

/** Real files, in four languages. */
const sources = [
  ['node-test', 'src/price.js'],
  ['deno', 'src/price.ts'],
  ['llvm-cov', 'src/price.c'],
  ['go-gcov2lcov', 'price/price.go'],
].map(([sample = '', path = '']) => ({ path, text: readSampleRepository(sample)[path] ?? '' }))

const kinds = ['code', 'code', 'comment', 'blank', 'bracket'] as const
/** An edit: how many lines go at a place, and which kinds of lines come. */
const edit = fc.record({
  at: fc.nat(40),
  remove: fc.nat(3),
  insert: fc.array(fc.constantFrom(...kinds), { maxLength: 6 }),
})
const change = fc.record({
  source: fc.constantFrom(...sources),
  edits: fc.array(edit, { minLength: 1, maxLength: 4 }),
  marks: fc.array(fc.constantFrom('0', '1', '7', '.'), { minLength: 90, maxLength: 90 }),
})
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never

function editedText({ source, edits }: Pick<Change, 'source' | 'edits'>): string {
  const lines = source.text.trimEnd().split('\n')
  let serial = 0
  const fresh = (kind: (typeof kinds)[number]) => {
    serial += 1
    return {
      code: `  step${serial}(a, "// ${serial}")`,
      comment: `// Note ${serial}.`,
      blank: ' ',
      bracket: ' })',
    }[kind]
  }
  for (const { at, remove, insert } of edits)
    lines.splice(Math.min(at, lines.length), remove, ...insert.map(fresh))
  return `${lines.join('\n')}\n`
}

it('properties: random edits of real files agree with an independent replay', async () => {
  await fc.assert(
    fc.asyncProperty(change, async ({ source, edits, marks }) => {
      const { path, text } = source
      const edited = editedText({ source, edits })
      fc.pre(edited !== text)
      const lines = edited.split('\n').length - 1
      const counts = marks
        .slice(0, lines)
        .flatMap((mark, index) => (mark === '.' ? [] : [`DA:${index + 1},${mark}\n`]))
      const report = `SF:${path}\n${counts.join('')}end_of_record\n`

      const project = await openProject({ [path]: text })
      const opened = await openChange(project, { [path]: edited })
      await project.write({ 'coverage/lcov.info': report })
      const diff = await project.git('diff', '--unified=0', '--no-color', opened.base, 'HEAD')
      const expected = replay(diff, report)
      const ran = await judgeWithReport(scene, project, opened)

      const found = ran.report.files.find((file) => file.path === path)?.lines ?? []
      const of = (result: string) => found.filter((line) => line.result === result).map(({ line }) => line)
      expect({ covered: of('covered'), missed: of('missed'), unmeasured: of('unmeasured') }).toEqual(expected)
      const [covered, total] = [expected.covered.length, expected.covered.length + expected.missed.length]
      const verdict = total === 0 ? 'skip' : covered * 100 >= total * 85 ? 'pass' : 'fail'
      expect(ran.outputs.verdict).toBe(verdict)
    }),
    { numRuns: 25 },
  )
})
