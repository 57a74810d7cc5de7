import type { ChangedFile } from '@suite/change-rules'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caseOf, factsOf, labels, now, termsOf } from '../test/facts.ts'
import { ask, decide, holds } from './decide.ts'

const nobody = () => undefined
const terms = await termsOf()
const strict = await termsOf({
  policy: `proofs:
  - {for: change:routes, files: ops/proofs/routes/**, at-least: 2}
  - {for: change:cors, files: ops/proofs/**, contains: [{text: ok}]}
`,
})

function verdictOf(
  files: readonly (string | ChangedFile)[],
  options: { labels?: string[]; of?: typeof terms } = {},
) {
  const of = caseOf(files, { labels: options.labels ?? [] })
  const contents = Object.fromEntries(
    of.files.filter(({ status }) => status !== 'removed').map(({ path }) => [path, `ok ${path}`]),
  )
  return decide(ask(of, options.of ?? terms), factsOf(contents, ['id of ops/proofs/old.txt']), nobody, now)
}

describe('a change', () => {
  it.each<[string, boolean, Parameters<typeof verdictOf>]>([
    ['that asks for nothing passes', true, [['README.md']]],
    ['that asks for a proof and has none does not pass', false, [['api/wrangler.toml']]],
    ['that has it passes', true, [['api/wrangler.toml', 'ops/proofs/a.txt']]],
    ['that has only an old one does not pass', false, [['api/wrangler.toml', 'ops/proofs/old.txt']]],
    [
      'that asks by its label alone does not pass without',
      false,
      [['README.md'], { labels: ['change:headers'] }],
    ],
    [
      'that lacks one of two does not pass',
      false,
      [['api/wrangler.toml', 'ops/proofs/routes/a'], { of: strict }],
    ],
    [
      'that has two of two passes',
      true,
      [['api/wrangler.toml', 'ops/proofs/routes/a', 'ops/proofs/routes/b'], { of: strict }],
    ],
    [
      'that has proofs for one duty and not for the other does not pass',
      false,
      [['api/wrangler.toml', 'api/src/a', 'ops/proofs/a'], { of: strict }],
    ],
  ])('%s', (_, passes, given) => {
    expect(verdictOf(...given).passes).toBe(passes)
  })

  it('that has the same content twice has one proof, and is told so', () => {
    const of = caseOf(['api/wrangler.toml', 'ops/proofs/routes/a', 'ops/proofs/routes/b'])
    const facts = factsOf({ 'ops/proofs/routes/a': { id: 'one' }, 'ops/proofs/routes/b': { id: 'one' } })
    const verdict = decide(ask(of, strict), facts, nobody, now)
    expect(verdict.verdicts).toMatchObject([
      { missing: 1, proofs: [{ fault: undefined }, { fault: 'has the content of ops/proofs/routes/a' }] },
    ])
  })

  it('that is waived passes, and says by whom; a waiver that is not needed is not told', () => {
    const waive = (files: string[]) =>
      decide(ask(caseOf(files), terms), factsOf({ 'ops/proofs/a': 'x' }), () => 'bob', now)
    expect(waive(['api/wrangler.toml'])).toMatchObject({
      passes: true,
      verdicts: [{ missing: 1, waivedBy: 'bob' }],
    })
    expect(waive(['api/wrangler.toml', 'ops/proofs/a'])).toMatchObject({
      verdicts: [{ waivedBy: undefined }],
    })
  })
})

describe('a red verdict', () => {
  const status = fc.constantFrom('added' as const, 'modified' as const)
  const other = fc.constantFrom(
    'README.md',
    'api/src/a.ts',
    'api/wrangler.toml',
    'OPS/proofs/a',
    'ops/proofs',
    'x',
  )
  const file = fc.record({ path: other, status })
  const noProof = fc.constantFrom<ChangedFile>(
    { path: 'ops/proofs/old.txt', status: 'modified' },
    { path: 'ops/proofs/gone.txt', status: 'removed' },
    { path: 'ops/proofs/.gitkeep', status: 'added' },
    { path: 'elsewhere', previousPath: 'ops/proofs/old.txt', status: 'renamed' },
  )
  const label = fc.constantFrom(...labels, 'skip-proofs', 'ops:proofs-attached')
  const of = fc.constantFrom(terms, strict)

  it('never turns green by more files or labels without a proof among them', () => {
    fc.assert(
      fc.property(
        fc.array(file),
        fc.array(fc.oneof(file, noProof)),
        fc.array(label),
        fc.array(label),
        of,
        (files, more, present, added, held) => {
          fc.pre(!verdictOf(files, { labels: present, of: held }).passes)
          const after = verdictOf([...files, ...more], { labels: [...present, ...added], of: held })
          expect(after.passes).toBe(false)
        },
      ),
    )
  })

  it('turns green by proofs of what is asked for', () => {
    const given = ['api/wrangler.toml', 'api/src/a.ts']
    expect(verdictOf([...given, 'ops/proofs/routes/a', 'ops/proofs/routes/b'], { of: strict }).passes).toBe(
      true,
    )
  })

  it('is one in which something that is asked for does not hold', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(file, noProof)), fc.array(label), of, (files, present, held) => {
        const { passes, verdicts } = verdictOf(files, { labels: present, of: held })
        expect(passes).toBe(verdicts.every(holds))
      }),
    )
  })
})
