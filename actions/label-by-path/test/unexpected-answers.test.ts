import { faults } from '@suite/testkit/core'
import { describe, expect, test } from 'vitest'
import { requests, right, setCases } from './faulty-runs.ts'

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
  test('an answer of an unexpected shape ends green only if the labels are right', async () => {
    expect(await findFalseGreens(request, shapes)).toEqual([])
  })
})

// Nothing in a history tells that it is cut: neither its length nor what it says is known from elsewhere.
describe.for(requests.filter(([, path]) => !path.endsWith('/events')))('%s %s', (request) => {
  test('a list that is cut without a word ends green only if the labels are right', async () => {
    expect(await findFalseGreens(request, { cut: faults.truncatedList(0) })).toEqual([])
  })
})

describe.for(requests.filter(([method]) => method === 'GET'))('%s %s', (request) => {
  test('one bad answer does not cost the run', async () => {
    const { pull, meet, run } = await openCase()
    meet(request, faults.badGateway(), 1)
    expect([(await run('20')).exitCode, pull.labels()]).toEqual([0, right])
  })
})
