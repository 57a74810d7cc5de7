import { faults } from '@suite/testkit/core'
import { describe, expect, test } from 'vitest'
import { refusal, requests, right, setCases } from './faulty-runs.ts'

const { openCase, findFalseGreens } = setCases()

test('without a fault the run passes, and sends exactly the requests that these tests know', async () => {
  const { pull, run } = await openCase()
  const { exitCode, log } = await run('20')
  expect([exitCode, pull.labels()]).toEqual([0, right])
  const sent = log.map(({ method, path }) => {
    const below = decodeURIComponent(path).replace(/^\/repos\/acme\/[^/]+/, '')
    return [method, below.replace(`/${pull.number}`, '/:number')]
  })
  // At the end, the pull request is read once more, to check that the label is removed.
  expect(sent.sort()).toEqual([...requests, ['GET', '/pulls/:number']].sort())
})

// The sweep has the faults that any answer may have, for each of these requests.
const named = (...names: readonly string[]) => faults.wrongShape(names.map((name) => ({ name })))

describe('a run whose write has no effect passes only if the labels are right', () => {
  test.for([
    ['DELETE', 'empty', named()],
    ['DELETE', 'as it would be', named('theirs', 'a', 'b')],
    ['DELETE', 'with what was taken off', named('theirs', 'own', 'a', 'b')],
    ['DELETE', '404', refusal(404)],
    ['POST', 'empty', named()],
    ['POST', 'without one of the two', named('theirs', 'own', 'a')],
    ['POST', 'as it would be', named('theirs', 'own', 'a', 'b')],
  ] as const)('%s %s', async ([method, name, fault]) => {
    const request = requests.find((each) => each[0] === method) ?? requests[0]
    expect(await findFalseGreens(request, { [name]: fault })).toEqual([])
    const { meet, run } = await openCase()
    meet(request, fault)
    expect((await run('20')).outputs.reason).toBe('write-not-confirmed')
  })
})

describe.for(requests.filter(([method]) => method === 'GET'))('%s %s', (request) => {
  test('one bad answer does not fail the run', async () => {
    const { pull, meet, run } = await openCase()
    meet(request, faults.badGateway(), 1)
    expect([(await run('20')).exitCode, pull.labels()]).toEqual([0, right])
  })
})
