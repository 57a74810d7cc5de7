import { compileGlob } from '@suite/matchers'
import { describe, expect, it } from 'vitest'
import { readPolicy } from './read-policy.ts'
import { requirementsOf } from './requirements.ts'

const policy = await readPolicy({
  path: 'p',
  text: `proofs:
  - for: change:routes
    paths: 'workers/{service}/**'
    files: 'ops/proofs/{service}/**'
  - for: [change:cors, Change:Headers]
    files: ops/proofs/cors.txt
    at-least: 2
  - for: change:headers
    files: ops/proofs/headers.txt
`,
})
const proofs = [compileGlob('ops/proofs/**')]
const askedOf = (label: string, ...paths: string[]) =>
  requirementsOf(
    [{ label, labelled: true, causes: [] }],
    paths.map((path) => ({ path, status: 'modified' as const })),
    policy,
    proofs,
  ).map(({ files, atLeast }) => [files.map(({ pattern }) => pattern).join(), atLeast])

describe('the requirements of a duty', () => {
  it('include a proof for each Worker, so that one does not count for another', () => {
    expect(askedOf('change:routes', 'workers/a/x.ts', 'workers/b/x.ts', 'workers/a/y.ts')).toEqual([
      ['ops/proofs/a/**', 1],
      ['ops/proofs/b/**', 1],
    ])
  })

  it('include a separate proof for a Worker that was moved away', () => {
    const file = { path: 'workers/b/x.ts', previousPath: 'workers/a/x.ts', status: 'renamed' as const }
    const duties = [{ label: 'change:routes', labelled: false, causes: [] }]
    expect(requirementsOf(duties, [file], policy, proofs)).toHaveLength(2)
  })

  it('fall back to any proof if no rule applies, never to no proof', () => {
    expect(askedOf('change:routes', 'api/wrangler.toml')).toEqual([['ops/proofs/**', 1]])
    expect(askedOf('change:auth', 'workers/a/x.ts')).toEqual([['ops/proofs/**', 1]])
    expect(askedOf('change:routes')).toEqual([['ops/proofs/**', 1]])
  })

  it('include everything that any rule for the label says, regardless of its case', () => {
    expect(askedOf('change:HEADERS', 'x')).toEqual([
      ['ops/proofs/cors.txt', 2],
      ['ops/proofs/headers.txt', 1],
    ])
  })

  const causedBy = (...paths: string[]) => {
    const causes = paths.map((path) => ({ on: 'changed-files' as const, path, globs: [], at: { file: 'f' } }))
    const files = paths.map((path) => ({ path, status: 'added' as const }))
    return requirementsOf([{ label: 'change:routes', labelled: false, causes }], files, policy, proofs).map(
      ({ files: globs, because }) => [
        globs.map(({ pattern }) => pattern).join(),
        because.causes.map(({ path }) => path),
      ],
    )
  }

  it('hold for each file that causes the duty: a rule for one does not cover another', () => {
    const general = ['ops/proofs/**', ['infra/routes.tf']]
    expect(causedBy('infra/routes.tf')).toEqual([general])
    expect(causedBy('infra/routes.tf', 'workers/a/p.txt')).toEqual([
      ['ops/proofs/a/**', ['workers/a/p.txt']],
      general,
    ])
    expect(causedBy('workers/a/p.txt')).toEqual([['ops/proofs/a/**', ['workers/a/p.txt']]])
  })

  it('of a rule for a file that is not a cause hold because of all causes', () => {
    const at = { file: 'f' }
    const causes = [{ on: 'changed-files' as const, path: 'infra/routes.tf', globs: [], at }]
    const files = ['infra/routes.tf', 'workers/a/x'].map((path) => ({ path, status: 'added' as const }))
    const asked = requirementsOf([{ label: 'change:routes', labelled: false, causes }], files, policy, proofs)
    expect(asked.map(({ because }) => because.causes)).toEqual([causes, causes])
  })

  it.each(['*', '**', '{a,b}', '[a-z]', 'a b', '$&', '!x'])(
    'for a Worker that somebody named %s is met by that folder alone',
    (name) => {
      const duties = [{ label: 'change:routes', labelled: true, causes: [] }]
      const [asked] = requirementsOf(duties, [{ path: `workers/${name}/x`, status: 'added' }], policy, proofs)
      const matches = (path: string) => asked?.files.some((glob) => glob.matches(path))
      expect(matches(`ops/proofs/${name}/x`)).toBe(true)
      expect(matches('ops/proofs/a/x')).toBe(false)
    },
  )
})
