import { compileGlob } from '@suite/matchers'
import { posixShell } from '@suite/report'
import { describe, expect, it } from 'vitest'
import { nameOf, planProofs } from './plan-proofs.ts'
import type { Requirement } from './requirements.ts'

const lackOf = (
  labels: readonly string[],
  given: Partial<Omit<Requirement, 'files'>> & { files?: string } = {},
  missing = 1,
) => ({
  labels,
  verdict: {
    missing,
    requirement: {
      label: labels[0] ?? '',
      atLeast: missing,
      contains: [],
      maxAge: undefined,
      dated: undefined,
      command: [],
      because: { label: labels[0] ?? '', labelled: true, causes: [] },
      ...given,
      files: [compileGlob(given.files ?? 'ops/proofs/**')],
    },
  },
})
const plan = (...lacks: ReturnType<typeof lackOf>[]) => planProofs(lacks, posixShell)
const push = ["git commit -m 'Attach proof'", 'git push']
const answer = 'curl -sSi https://<your API>/<what changed>'

describe('one command for everything that is missing', () => {
  it('makes one file for two labels that one file can prove, and names it after both', () => {
    expect(plan(lackOf(['change:routes'], { files: 'ops/proofs/*.txt' }), lackOf(['change:cors']))).toEqual([
      'mkdir -p -- ops/proofs',
      `${answer} > ops/proofs/change-routes-cors.txt`,
      'git add -- ops/proofs/change-routes-cors.txt',
      ...push,
    ])
  })

  it('gives the file the time if one of them asks for it', () => {
    expect(plan(lackOf(['a']), lackOf(['b'], { maxAge: 5 }))?.[1]).toBe(
      `(date -u +%Y-%m-%dT%H:%M:%SZ; ${answer}) > ops/proofs/a-b.txt`,
    )
  })

  it('makes two files where one cannot prove both, and commits and pushes once', () => {
    const json = { contains: [{ json: '/a', equals: 1 }] } as const
    expect(plan(lackOf(['a']), lackOf(['b'], json), lackOf(['c'], { files: 'x/*' }))).toEqual([
      'mkdir -p -- ops/proofs',
      `${answer} > ops/proofs/a.txt`,
      '"${EDITOR:-vi}" ops/proofs/b.txt',
      'mkdir -p -- x',
      `${answer} > x/c.txt`,
      'git add -- ops/proofs/a.txt ops/proofs/b.txt x/c.txt',
      "git commit -m 'Attach proofs'",
      'git push',
    ])
  })

  it('asks a person once for texts that several labels require', () => {
    expect(
      plan(lackOf(['a'], { contains: [{ text: 'x' }] }), lackOf(['b'], { contains: [{ text: 'y' }] })),
    ).toEqual([
      'mkdir -p -- ops/proofs',
      '"${EDITOR:-vi}" ops/proofs/a-b.txt',
      'git add -- ops/proofs/a-b.txt',
      ...push,
    ])
  })

  it('makes as many files as one label requires', () => {
    expect(plan(lackOf(['a'], {}, 2), lackOf(['b']))?.filter((step) => step.startsWith('curl'))).toHaveLength(
      3,
    )
  })

  it('is not given if no path can be derived', () => {
    expect(plan(lackOf(['a'], { files: 'ops/+([0-9]).txt' }))).toBeUndefined()
  })
})

it.each([
  [['change:routes'], 'change:routes'],
  [['change:routes', 'change:cors', 'change:headers'], 'change:routes-cors-headers'],
  [['change:routes', 'docs'], 'change:routes-docs'],
  [['a:1', 'a:2', 'a:3', 'a:4'], 'a:proofs'],
  [['a', 'b', 'c', 'd'], 'proofs'],
])('the name of a proof for %j is %s', (labels, name) => {
  expect(nameOf(labels)).toBe(name)
})
