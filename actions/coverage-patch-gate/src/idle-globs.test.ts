import { compileGlob } from '@suite/matchers'
import { describe, expect, test } from 'vitest'
import { idleGlobs } from './idle-globs.ts'

const tracked = ['src/pay/price.js', 'README.md']
const idle = (include: string[], risky: string[]) =>
  idleGlobs(
    {
      include: include.map((glob) => compileGlob(glob)),
      'high-risk': risky.map((glob) => ({ glob: compileGlob(glob), threshold: 100_000 })),
    },
    tracked,
  )

describe('a glob that demands nothing because it is misspelt is seen', () => {
  test('each of high-risk', () => {
    expect(idle([], ['src/pay/**', 'src/pya/**'])).toEqual([expect.stringContaining('src/pya/**')])
  })

  test('those of include, if none of them matches', () => {
    expect(idle(['lib/**'], [])).toHaveLength(1)
    expect(idle(['lib/**', 'src/**'], [])).toEqual([])
    expect(idle([], [])).toEqual([])
  })
})
