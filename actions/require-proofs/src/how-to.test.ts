import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileCapturingGlob, compileGlob } from '@suite/matchers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandFor, suggest as suggestEvidence, suggestPath } from './how-to.ts'

const suggest = (...globs: string[]) =>
  suggestPath({ label: 'change:routes', files: globs.map((glob) => compileGlob(glob)) })

describe('a path that would be a proof', () => {
  it.each([
    ['ops/proofs/**', 'ops/proofs/change-routes.txt'],
    ['ops/proofs/*', 'ops/proofs/change-routes.txt'],
    ['ops/proofs/*.txt', 'ops/proofs/change-routes.txt'],
    ['ops/proofs/*.{json,txt}', 'ops/proofs/change-routes.json'],
    ['ops/proofs/**/*', 'ops/proofs/change-routes.txt'],
    ['ops/**/proof.json', 'ops/proof.json'],
    ['**/proof-?.txt', 'proof-x.txt'],
    ['ops/proofs/guest.json', 'ops/proofs/guest.json'],
    ['{ops,dev}/proofs/**', 'ops/proofs/change-routes.txt'],
    ['ops/a\\*b/**', 'ops/a*b/change-routes.txt'],
    ['**', 'change-routes.txt'],
  ])('is made up from %s', (glob, path) => {
    expect(suggest(glob)).toBe(path)
  })

  it('is of the first glob from which one can be made up', () => {
    expect(suggest('ops/proofs/+([0-9]).txt', 'ops/proofs/*')).toBe('ops/proofs/change-routes.txt')
    expect(suggest('ops/proofs/+([0-9]).txt')).toBeUndefined()
  })

  const part = fc.constantFrom(
    'ops',
    '*',
    '**',
    '?',
    '*.txt',
    '{a,b}',
    'x[ab]',
    '\\*',
    'a b',
    "it's",
    '.x',
    '@(a|b)',
  )
  it('matches a glob of what is asked for, or is not told', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.string(), (parts, label) => {
        const glob = compileGlob(parts.join('/'))
        const path = suggestPath({ label, files: [glob] })
        expect(path === undefined || glob.matches(path)).toBe(true)
      }),
    )
  })

  const segment = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    .filter((name) => !/[/\0]/.test(name) && name !== '.' && name !== '..')
  it('is found for a folder of any name that can be typed, and matches that folder alone', () => {
    const glob = compileCapturingGlob('ops/proofs/{service}/**')
    fc.assert(
      fc.property(segment, (service) => {
        const bound = glob.bind({ service })
        const path = suggestPath({ label: 'l', files: [bound] })
        if (/^[\x20-\x7e]+$/.test(service)) expect(path).toBe(`ops/proofs/${service}/l.txt`)
        expect(path === undefined || bound.matches(path)).toBe(true)
      }),
    )
  })

  it('with a name that acts is not told, because nobody could type it', () => {
    const bound = compileCapturingGlob('ops/proofs/{service}/**').bind({ service: 'a\nb' })
    expect(suggestPath({ label: 'l', files: [bound] })).toBeUndefined()
  })
})

describe('the command that makes a proof', () => {
  it('is one line that can be copied', () => {
    expect(commandFor({ path: 'ops/proofs/a.txt' })).toBe(
      "mkdir -p -- ops/proofs && curl -sSi https://<your API>/<what changed> > ops/proofs/a.txt && git add -- ops/proofs/a.txt && git commit -m 'Attach proof' && git push",
    )
    expect(commandFor({ path: 'a.txt' })).toMatch(/^curl/)
  })

  it('is the action that writes the evidence, where evidence is asked for', () => {
    const requirement = {
      label: 'change:cors',
      files: [compileGlob('ops/proofs/**/evidence.json')],
      contains: [{ evidence: { kind: 'cf-probes', verdict: 'pass' } }],
    } as const
    expect(suggestEvidence(requirement).map(commandFor)).toEqual([
      "npm --prefix <the suite> run --silent try -- cf-probes --input base-url=https://<your API> --input proof-dir=ops/proofs && git add -- ops/proofs && git commit -m 'Attach proof' && git push",
    ])
  })

  it.each([
    "a'b",
    'a b',
    '$(touch pwned)',
    '`touch pwned`',
    '-rf',
    'a;b',
    'a"b',
    '*',
    '!x',
    "'; touch pwned #",
    'x'.repeat(200),
  ])('writes to the folder %s and does nothing else', (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'how-to-'))
    try {
      const path = `${name}/proof.txt`
      const [make = ''] = commandFor({ path })
        .replace(/curl [^>]*<[^>]*>[^>]*<[^>]*>/, 'echo ok')
        .split(' && git')
      execFileSync('sh', ['-c', make], { cwd: folder })
      expect(readFileSync(join(folder, path), 'utf8')).toBe('ok\n')
      expect(execFileSync('ls', ['-A'], { cwd: folder, encoding: 'utf8' })).toBe(`${name}\n`)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
