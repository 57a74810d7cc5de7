import type { ChangedFile } from '@suite/changes'
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

const perService = await termsOf({
  rules: `change:routes:
  - changed-files:
      - any-glob-to-any-file: ['workers/**', infra/**, '*.tf']
change:cors:
  - changed-files:
      - any-glob-to-any-file: ['workers/*/cors.ts', infra/**]
`,
  policy: `proofs:
  - {for: change:routes, paths: 'workers/{service}/**', files: 'workers/{service}/proofs/**'}
  - {for: change:cors, paths: 'workers/{service}/cors.ts', files: ['cors/{service}/**', 'ops/proofs/**'], contains: [{text: ok}]}
  - {for: change:cors, paths: 'infra/cors.tf', files: 'workers/a/proofs/**', at-least: 2}
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
    ['that requires a proof and has none does not pass', false, [['api/wrangler.toml']]],
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

  it.each<[string, boolean, string[]]>([
    ['that no rule of the policy is about lacks its proof', false, ['main.tf']],
    [
      'lacks it also next to another file with the proof that a rule asks for that one',
      false,
      ['main.tf', 'workers/a/proofs/p.txt'],
    ],
    [
      'and another file each need their own',
      true,
      ['main.tf', 'ops/proofs/r.txt', 'workers/a/x.ts', 'workers/a/proofs/p.txt'],
    ],
  ])('of a file %s', (_, passes, files) => {
    expect(verdictOf(files, { of: perService }).passes).toBe(passes)
  })

  it.each<[string, boolean, string[]]>([
    ['only a proof that a rule applies to', false, ['workers/a/proofs/q.txt']],
    ['only proofs that a rule applies to', false, ['workers/a/proofs/p.txt', 'workers/a/proofs/q.txt']],
    ['a proof for the label itself', true, ['ops/proofs/r.txt', 'workers/a/proofs/q.txt']],
    ['the change of a Worker, and its proof', true, ['workers/a/x.ts', 'workers/a/proofs/q.txt']],
    [
      'the change of one Worker, and the proof of another',
      false,
      ['workers/a/x.ts', 'workers/b/proofs/q.txt'],
    ],
  ])('with the label on the pull request and %s: passes %s', (_, passes, files) => {
    expect(verdictOf(files, { labels: ['change:routes'], of: perService }).passes).toBe(passes)
  })

  it.each<[boolean, string[]]>([
    [false, ['workers/a/evidence.json']],
    [true, ['workers/a/evidence.json', 'workers/a/x.ts']],
  ])('with the label, where proofs are next to the code: passes %s with %s', async (passes, files) => {
    const policy = "proofs:\n  - {for: change:routes, paths: 'workers/{s}/**', files: 'workers/{s}/**'}\n"
    const of = await termsOf({ policy })
    expect(verdictOf(files, { labels: ['change:routes'], of }).passes).toBe(passes)
  })

  it('counts a good proof even after a file that does not count and has the same content', () => {
    const keep = 'ops/proofs/.keep'
    const of = caseOf(['api/wrangler.toml', keep, 'ops/proofs/z.txt'])
    const facts = factsOf({ [keep]: { id: 'one' }, 'ops/proofs/z.txt': { id: 'one' } })
    expect(decide(ask(of, terms), facts, nobody, now)).toMatchObject({
      passes: true,
      verdicts: [{ missing: 0, proofs: [{ fault: 'only keeps a folder' }, { fault: undefined }] }],
    })
  })

  it('that has the same content twice has one proof, and the message says so', () => {
    const of = caseOf(['api/wrangler.toml', 'ops/proofs/routes/a', 'ops/proofs/routes/b'])
    const facts = factsOf({ 'ops/proofs/routes/a': { id: 'one' }, 'ops/proofs/routes/b': { id: 'one' } })
    const verdict = decide(ask(of, strict), facts, nobody, now)
    expect(verdict.verdicts).toMatchObject([
      { missing: 1, proofs: [{ fault: undefined }, { fault: 'has the content of ops/proofs/routes/a' }] },
    ])
  })

  it('that is waived passes, and names the approver; a waiver that is not needed is not reported', () => {
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

describe('a failing verdict', () => {
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

  it('never passes because of more files or labels without a proof among them', () => {
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

  const anyPath = fc.constantFrom(
    ...['infra/routes.tf', 'infra/cors.tf', 'main.tf', 'workers/a/x.ts', 'workers/a/cors.ts', 'README.md'],
    ...['workers/b/cors.ts', 'workers/a/proofs/p.txt', 'workers/a/proofs/q.txt', 'workers/b/proofs/p.txt'],
    ...['cors/a/p.txt', 'cors/b/p.txt', 'ops/proofs/r.txt', 'ops/proofs/old.txt'],
  )
  const anyFiles = fc.uniqueArray(anyPath)
  const anyTerms = fc.constantFrom(terms, strict, perService)

  it('passes with added files only if they contain a proof for each unmet requirement', () => {
    fc.assert(
      fc.property(anyFiles, anyFiles, fc.array(label), anyTerms, (files, more, present, held) => {
        const added = more.filter((path) => !files.includes(path))
        const before = verdictOf(files, { labels: present, of: held })
        const after = verdictOf([...files, ...added], { labels: present, of: held })
        fc.pre(after.passes)
        const counting = after.verdicts.flatMap(({ requirement: { label: of }, proofs }) =>
          proofs.filter(({ fault }) => !fault).map(({ path }) => ({ of, path })),
        )
        const fresh = counting.filter(({ path }) => added.includes(path))
        const changesMore = added.some((path) => !/^cors\/|\/proofs\//.test(path))
        for (const { requirement } of before.verdicts.filter((each) => !holds(each))) {
          const { label: of, because, files: globs } = requirement
          // A label on the pull request names no file. A rule of it that comes to apply to a file other than a proof
          // covers it, and the proof that this rule requires may have been there before.
          const covered =
            changesMore && because.causes.length === 0 && counting.some((each) => each.of === of)
          expect(covered || fresh.some(({ path }) => globs.some((glob) => glob.matches(path)))).toBe(true)
        }
      }),
    )
  })

  it('keeps each requirement of its files, whatever files are added', () => {
    const demandsOf = (files: string[], held: typeof terms) =>
      ask(caseOf(files), held).requirements.map(
        ({ label: of, files: globs }) => `${of}: ${globs.map(({ pattern }) => pattern).join(' or ')}`,
      )
    fc.assert(
      fc.property(anyFiles, anyFiles, anyTerms, (files, more, held) => {
        const all = [...new Set([...files, ...more])]
        expect(demandsOf(all, held)).toEqual(expect.arrayContaining(demandsOf(files, held)))
      }),
    )
  })

  it('passes with the required proofs', () => {
    const given = ['api/wrangler.toml', 'api/src/a.ts']
    expect(verdictOf([...given, 'ops/proofs/routes/a', 'ops/proofs/routes/b'], { of: strict }).passes).toBe(
      true,
    )
  })

  it('fails because some requirement is not met', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(file, noProof)), fc.array(label), of, (files, present, held) => {
        const { passes, verdicts } = verdictOf(files, { labels: present, of: held })
        expect(passes).toBe(verdicts.every(holds))
      }),
    )
  })
})
