import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readChallenges } from './challenges.ts'

const read = (header: string) =>
  readChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])

describe('the challenge of a registry is read', () => {
  test.each([
    [
      'Bearer realm="https://auth.example/token",service="registry.example",scope="repository:acme/runtime:pull,push"',
      [
        [
          'bearer',
          {
            realm: 'https://auth.example/token',
            service: 'registry.example',
            scope: 'repository:acme/runtime:pull,push',
          },
        ],
      ],
    ],
    [
      'Bearer realm="http://g.localhost/v2/token",service="container_registry",scope="*", Basic realm="Gitea Container Registry"',
      [
        ['bearer', { realm: 'http://g.localhost/v2/token', service: 'container_registry', scope: '*' }],
        ['basic', { realm: 'Gitea Container Registry' }],
      ],
    ],
    ['Basic', [['basic', {}]]],
    ['BASIC Realm = plain', [['basic', { realm: 'plain' }]]],
    ['Basic realm="a \\"b\\" \\\\"', [['basic', { realm: 'a "b" \\' }]]],
    [
      'Negotiate, Basic realm="x"',
      [
        ['negotiate', {}],
        ['basic', { realm: 'x' }],
      ],
    ],
    [
      'Negotiate YWJj==, Basic realm="x"',
      [
        ['negotiate', {}],
        ['basic', { realm: 'x' }],
      ],
    ],
    [
      'Bearer realm="", Basic',
      [
        ['bearer', { realm: '' }],
        ['basic', {}],
      ],
    ],
    [', ,Basic realm="x",,', [['basic', { realm: 'x' }]]],
    ['', []],
    ['Bearer realm="never closed', [['bearer', {}]]],
  ])('%s', (header, challenges) => {
    expect(read(header)).toEqual(challenges)
  })
})

test('no text of a registry makes the reader hang', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('Basic', 'a', '=', '"', ',', ' ', '\\', 'é', '==')), (pieces) => {
      expect(readChallenges(pieces.join('')).length).toBeLessThanOrEqual(pieces.length)
    }),
  )
})
