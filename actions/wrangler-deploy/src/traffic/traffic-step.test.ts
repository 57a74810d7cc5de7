import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { trafficStep } from './traffic-step.ts'

const read = (text: string) => z.safeParse(trafficStep.schema, text)

test('a step of traffic is a percentage as everywhere', () => {
  expect(['0', '1%', '10', '99.99 %', '33.330%', '100%'].map((text) => read(text).data)).toEqual([
    0, 1, 10, 99.99, 33.33, 100,
  ])
})

test.each(['', '101', '10.001%', '33.333', '-1', 'half', '1e1'])(
  '%j is no step, so that Cloudflare is not asked for a share that it rounds',
  (text) => {
    expect(read(text).error?.issues[0]?.message).toBe(
      'must be a percentage from 0 to 100, with up to two decimals',
    )
  },
)
