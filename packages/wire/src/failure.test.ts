import { expect, it } from 'vitest'
import { failureOf } from './failure.ts'

const withCode = (code: string) => Object.assign(new Error(code), { code })
const facts = { phase: 'connect', secure: false, reused: false, throughProxy: false } as const
const tried = (...codes: string[]) => new AggregateError(codes.map(withCode))

it.each([
  ['IPv6 alone on a machine without it', withCode('ENETUNREACH'), true, 'no-route'],
  ['every address of IPv6 alone', tried('ENETUNREACH', 'EADDRNOTAVAIL'), true, 'no-route'],
  ['no network at all, which may come back', withCode('ENETUNREACH'), false, 'connect'],
  ['IPv4 refused on a machine without IPv6', tried('ENETUNREACH', 'ECONNREFUSED'), false, 'connect'],
  ['IPv4 too slow on a machine without IPv6', tried('ETIMEDOUT', 'ENETUNREACH'), false, 'connect'],
] as const)('%s gets its own kind of failure', (_, error, oneFamily, kind) => {
  expect(failureOf(error, { ...facts, oneFamily })).toMatchObject({ kind })
})

it('names the address that refused the connection, not the one that could not be reached', () => {
  const { detail } = failureOf(tried('ENETUNREACH', 'ECONNREFUSED'), { ...facts, oneFamily: false })
  expect(detail).toBe('ECONNREFUSED')
})
