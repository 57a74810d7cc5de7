import { faults } from '@suite/testkit/core'
import { describe, expect, test } from 'vitest'
import { refusal, requests, right, setCases } from './faulty-runs.ts'

const { openCase, findFalseGreens } = setCases()

const shapes = {
  '200 empty': faults.emptyBody(),
  '200 {}': faults.wrongShape({}),
  '200 [{}]': faults.wrongShape([{}]),
  '200 HTML': faults.status(200, { headers: { 'content-type': 'text/html' }, body: '<html></html>' }),
  '204': faults.noContent(),
  'cut in the body': faults.resetAfterHeaders(1),
}

describe.for(requests)('%s %s', (request) => {
  test('a run that gets an answer of an unexpected shape passes only if the labels are right', async () => {
    expect(await findFalseGreens(request, shapes)).toEqual([])
  })
})

describe.for(requests)('%s %s', (request) => {
  test('a run that gets a silently truncated list passes only if the labels are right', async () => {
    const cuts = [0, 1, 2, 3].map((keep) => [`after ${keep}`, faults.truncatedList(keep)] as const)
    expect(await findFalseGreens(request, Object.fromEntries(cuts))).toEqual([])
  })
})

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
