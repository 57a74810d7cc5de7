import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caseOf, labels, termsOf } from '../test/facts.ts'
import { dutiesOf } from './duties.ts'

const { rules } = await termsOf()
const dutiesFor = (paths: Parameters<typeof caseOf>[0], present: readonly string[] = []) =>
  dutiesOf(caseOf(paths, { labels: present }), labels, rules).map(({ label }) => label)

describe('a duty', () => {
  it.each<[string, Parameters<typeof dutiesFor>, string[]]>([
    ['is made by a changed path', [['api/wrangler.toml']], ['change:routes']],
    ['is made by a label', [['a.txt'], ['change:cors']], ['change:cors']],
    ['is made by a label in any case', [['a.txt'], ['CHANGE:CORS']], ['change:cors']],
    ['is made by both, once', [['api/wrangler.toml'], ['change:routes']], ['change:routes']],
    ['is the union', [['api/src/a.ts'], ['change:headers']], ['change:cors', 'change:headers']],
    ['is made by a deletion', [[{ path: 'api/wrangler.toml', status: 'removed' }]], ['change:routes']],
    [
      'is made by the old name of a file that was moved away',
      [[{ path: 'x', previousPath: 'api/wrangler.toml', status: 'renamed' }]],
      ['change:routes'],
    ],
    ['is not made by a label that the gate is not about', [['README.md'], ['docs', 'skip-proofs']], []],
    [
      'is not made by the source of a copy',
      [[{ path: 'x', previousPath: 'api/wrangler.toml', status: 'copied' }]],
      [],
    ],
  ])('%s', (_, given, expected) => {
    expect(dutiesFor(...given)).toEqual(expected)
  })

  it('names the label, and each path with the line of its rule', () => {
    expect(
      dutiesOf(caseOf(['api/wrangler.toml'], { labels: ['change:routes'] }), labels, rules),
    ).toMatchObject([
      {
        label: 'change:routes',
        labelled: true,
        causes: [{ path: 'api/wrangler.toml', at: { file: '.github/labeler.yml', line: 3 } }],
      },
    ])
  })

  const path = fc.constantFrom('api/wrangler.toml', 'api/src/a.ts', 'README.md', 'x', 'ops/proofs/a')
  const label = fc.constantFrom(...labels, 'CHANGE:ROUTES', 'skip', 'docs')

  it('of a path stays if labels are removed', () => {
    fc.assert(
      fc.property(fc.array(path), fc.array(label), (paths, present) => {
        expect(dutiesFor(paths, present)).toEqual(expect.arrayContaining(dutiesFor(paths)))
      }),
    )
  })

  it('stays, whatever else is changed or labelled', () => {
    fc.assert(
      fc.property(fc.array(path), fc.array(path), fc.array(label), fc.array(label), (a, b, c, d) => {
        expect(dutiesFor([...a, ...b], [...c, ...d])).toEqual(expect.arrayContaining(dutiesFor(a, c)))
      }),
    )
  })
})
