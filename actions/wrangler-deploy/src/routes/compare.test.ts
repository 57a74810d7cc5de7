import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareRoutes, hostOf, isEmpty, type PlacedRoute } from './compare.ts'

const route = (pattern: string, customDomain = false) => ({
  pattern,
  customDomain,
  zoneName: undefined,
  zoneId: undefined,
})
const placed = (pattern: string, worker: string | undefined, customDomain = false): PlacedRoute => ({
  pattern,
  worker,
  customDomain,
})

describe('routes', () => {
  it.each([
    ['the host has another case', 'API.example.com/*', 'api.example.com/*', true],
    ['the path has another case', 'api.example.com/A*', 'api.example.com/a*', false],
    ['both have the same scheme', 'HTTPS://api.example.com/*', 'https://api.example.com/*', true],
    ['one is for a scheme alone', 'https://api.example.com/*', 'api.example.com/*', false],
    ['one covers the other', 'api.example.com/*', 'api.example.com/v1/*', false],
  ])('where %s', (_, here, there, equal) => {
    expect(isEmpty(compareRoutes('api', [route(here)], [placed(there, 'api')]))).toBe(equal)
  })

  it('and custom domains are two things', () => {
    const drift = compareRoutes('api', [route('api.example.com', true)], [placed('api.example.com', 'api')])
    expect(drift).toMatchObject({
      onlyInConfiguration: ['api.example.com'],
      onlyInCloudflare: ['api.example.com'],
    })
  })

  it('of another Worker, and those that switch Workers off, are told with their owner', () => {
    const drift = compareRoutes(
      'api',
      [route('a/*'), route('b/*')],
      [placed('a/*', 'other'), placed('b/*', undefined)],
    )
    expect(drift.ofAnotherWorker).toEqual([
      { pattern: 'a/*', worker: 'other' },
      { pattern: 'b/*', worker: 'no Worker at all' },
    ])
  })

  it('in the configuration are each told once, as theirs, ours or missing: none is lost', () => {
    const patterns = fc.uniqueArray(fc.constantFrom('a/*', 'b/*', 'c/*', 'd/*', 'e/*'))
    const owners = fc.dictionary(
      fc.constantFrom('a/*', 'b/*', 'c/*', 'd/*', 'e/*'),
      fc.constantFrom('api', 'other'),
    )
    fc.assert(
      fc.property(patterns, owners, (configured, there) => {
        const entries = Object.entries(there).map(([pattern, worker]) => placed(pattern, worker))
        const drift = compareRoutes(
          'api',
          configured.map((pattern) => route(pattern)),
          entries,
        )
        const equal = configured.filter((pattern) => there[pattern] === 'api')
        expect(equal.length + drift.onlyInConfiguration.length + drift.ofAnotherWorker.length).toBe(
          configured.length,
        )
        const ours = Object.values(there).filter((worker) => worker === 'api')
        expect(equal.length + drift.onlyInCloudflare.length).toBe(ours.length)
      }),
    )
  })

  it('are looked for in the zone of their host', () => {
    expect(['*.Example.com/x', '*example.com/*', 'api.example.com'].map(hostOf)).toEqual([
      'example.com',
      'example.com',
      'api.example.com',
    ])
  })
})
