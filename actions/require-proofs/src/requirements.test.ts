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

describe('what a duty asks for', () => {
  it('is a proof for each Worker, so that one does not serve for another', () => {
    expect(askedOf('change:routes', 'workers/a/x.ts', 'workers/b/x.ts', 'workers/a/y.ts')).toEqual([
      ['ops/proofs/a/**', 1],
      ['ops/proofs/b/**', 1],
    ])
  })

  it('is a proof of its own for a Worker that was moved away', () => {
    const file = { path: 'workers/b/x.ts', previousPath: 'workers/a/x.ts', status: 'renamed' as const }
    const duties = [{ label: 'change:routes', labelled: false, causes: [] }]
    expect(requirementsOf(duties, [file], policy, proofs)).toHaveLength(2)
  })

  it('falls back to any proof where no rule applies, never to nothing', () => {
    expect(askedOf('change:routes', 'api/wrangler.toml')).toEqual([['ops/proofs/**', 1]])
    expect(askedOf('change:auth', 'workers/a/x.ts')).toEqual([['ops/proofs/**', 1]])
    expect(askedOf('change:routes')).toEqual([['ops/proofs/**', 1]])
  })

  it('is everything that any rule for the label says, whatever its case', () => {
    expect(askedOf('change:HEADERS', 'x')).toEqual([
      ['ops/proofs/cors.txt', 2],
      ['ops/proofs/headers.txt', 1],
    ])
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
