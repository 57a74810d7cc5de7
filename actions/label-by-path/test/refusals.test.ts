import { faults } from '@suite/testkit/core'
import { describe, expect, test } from 'vitest'
import { refusal, requests, right, setCases } from './faulty-runs.ts'

const { openCase, findFalseGreens } = setCases()

test('without a fault the run passes, and sends exactly the requests that these tests cover', async () => {
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

const refusals = {
  reset: faults.reset(),
  hang: faults.hang(),
  '302': faults.redirect('http://127.0.0.1:9/'),
  '401': refusal(401),
  '403': refusal(403),
  '404': refusal(404),
  '409': refusal(409),
  '422': refusal(422),
  '429': refusal(429),
  '500': refusal(500),
  '502 HTML': faults.badGateway(),
}

describe.for(requests)('%s %s', (request) => {
  test('a run whose request is refused passes only if the labels are right', async () => {
    expect(await findFalseGreens(request, refusals)).toEqual([])
  })
})
