import { durationText } from '@suite/contract/grammar'
import * as z from 'zod/mini'
import {
  demand,
  described,
  headerDemand,
  headerName,
  pointer,
  request,
  shaped,
  textDemand,
} from '../../file/schema-words.ts'

const captureName = shaped(
  /^[a-z][\w-]{0,39}$/,
  'must begin with a small letter, and hold letters, digits, _ and - only',
)
const capture = z
  .strictObject({
    json: z.optional(pointer),
    header: z.optional(headerName),
    secret: z.optional(described(z.boolean(), 'Never shown: in no log, proof or output. True by default.')),
  })
  .check(
    z.refine(({ json, header }) => (json === undefined) !== (header === undefined), {
      error: 'must say either json or header',
      when: ({ issues }) => issues.length === 0,
    }),
  )

const status = z.int().check(z.gte(200), z.lte(599))
const expectation = z.strictObject({
  status: z.optional(z.union([status, z.array(status).check(z.minLength(1))])),
  headers: z.optional(z.record(headerName, headerDemand)),
  json: z.optional(
    described(z.record(pointer, demand), 'Values by JSON Pointer, compared with their types.'),
  ),
  text: z.optional(z.array(textDemand).check(z.minLength(1))),
  latency: z.optional(described(durationText, 'The longest that the whole answer may take.')),
  'tls-days-left': z.optional(z.int().check(z.gte(0), z.lte(3650))),
})

const step = z.strictObject({
  ...request,
  expect: z.optional(expectation),
  capture: z.optional(described(z.record(captureName, capture), 'For later requests, as {{name}}.')),
})
export type StepEntry = z.output<typeof step>

export const schema = described(
  z.array(step).check(z.minLength(1), z.maxLength(20)),
  'Requests one after another.',
)
