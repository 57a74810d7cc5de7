import { describe, expect, it } from 'vitest'
import { readPolicy } from './policy.ts'

describe('the policy of permissions', () => {
  it('gives each permission its reason and line', () => {
    expect(readPolicy(['run: starts the editor: any', ' net :asks hosts of the user '])).toEqual({
      value: {
        broad: new Map([
          ['run', { reason: 'starts the editor: any', line: 1 }],
          ['net', { reason: 'asks hosts of the user', line: 2 }],
        ]),
      },
    })
  })

  it.each([
    [['run'], 'line 1 has another form'],
    [['net: x', 'all: x'], 'line 2 has another form'],
    [['--allow-run: x'], 'line 1 has another form'],
    [['Run: x'], 'line 1 has another form'],
    [[': x'], 'line 1 has another form'],
    [['run:'], 'line 1 has none'],
    [['run: a', 'run: b'], 'names run twice, again in line 2'],
  ])('refuses %j', (lines, says) => {
    expect(readPolicy(lines)).toEqual({ problem: expect.stringContaining(says) })
  })
})
