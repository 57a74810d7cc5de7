import { durationText } from '@suite/contract/grammar'
import * as z from 'zod/mini'
import { algorithms } from '../kinds/jwks/algorithms.ts'
import {
  body,
  captureName,
  demand,
  described,
  headerDemand,
  headerName,
  headers,
  method,
  origin,
  path,
  pointer,
  shaped,
  text,
  textDemand,
} from './schema-words.ts'

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

const request = {
  method: z.optional(method),
  path,
  headers: z.optional(headers),
  body: z.optional(described(body, 'Text as it is; a mapping or list is sent as JSON.')),
}
const step = z.strictObject({
  ...request,
  expect: z.optional(expectation),
  capture: z.optional(described(z.record(captureName, capture), 'For later requests, as {{name}}.')),
})

const jwt = z.strictObject({
  ...request,
  token: z.optional(described(pointer, 'Where the token is in the answer. /token by default.')),
  jwks: z.optional(described(path, 'The key set. /.well-known/jwks.json by default.')),
  algorithms: z.optional(z.array(z.enum(algorithms)).check(z.minLength(1))),
  issuer: z.optional(described(text, 'What iss must be. The input issuer by default.')),
  audience: z.optional(text),
  'longest-lifetime': z.optional(durationText),
  claims: z.optional(z.record(text, demand)),
  'header-claims': z.optional(
    described(
      z.record(headerName, text),
      'Headers of the answer that repeat a claim, such as x-node-id: node_id.',
    ),
  ),
})

const cors = z.strictObject({
  path,
  method: z.optional(method),
  origin: z.optional(described(origin, 'The input app-origin by default.')),
  headers: z.optional(z.array(headerName)),
  credentials: z.optional(z.boolean()),
  'foreign-origin': z.optional(origin),
  expose: z.optional(
    z.union([z.literal(false), z.array(headerName).check(z.minLength(1))], {
      error: 'expected a list of header names, or false where none is exposed',
    }),
  ),
  actual: z.optional(
    z.union([z.literal(false), z.strictObject({ headers: z.optional(headers), body: z.optional(body) })], {
      error: 'expected headers and body of the actual request, or false to send none',
    }),
  ),
})

const kinds = {
  jwks: z.optional(described(z.strictObject({ path: z.optional(path) }), 'A key set to verify tokens with.')),
  jwt: z.optional(described(jwt, 'A token that verifies against the key set.')),
  cors: z.optional(described(cors, 'A preflight, one of a foreign origin, and the actual request.')),
  kv: z.optional(
    described(z.strictObject({}), 'A value put, read, deleted and gone. Needs kv-namespace-id.'),
  ),
  health: z.optional(
    described(
      z.strictObject({ paths: z.optional(z.array(path).check(z.minLength(1))) }),
      '/healthz and /readyz.',
    ),
  ),
  metrics: z.optional(z.strictObject({ path: z.optional(path), has: z.optional(z.array(text)) })),
  http: z.optional(
    described(z.array(step).check(z.minLength(1), z.maxLength(20)), 'Requests one after another.'),
  ),
}
const kindNames = Object.keys(kinds) as (keyof typeof kinds)[]

const probe = z
  .strictObject({
    name: shaped(
      /^[a-z0-9][a-z0-9-]{0,58}$/,
      'must be small letters, digits and dashes: it becomes the name of a file',
    ),
    family: z.optional(described(z.literal([4, 6]), 'IPv4 or IPv6 alone.')),
    ...kinds,
  })
  .check(
    z.refine((value) => kindNames.filter((kind) => value[kind] !== undefined).length === 1, {
      error: `must say one of ${kindNames.join(', ')}`,
      when: ({ issues }) => issues.length === 0,
    }),
  )

/** The form of a probe file. Every key that is not named here is an error. */
export const probeFileSchema = z.strictObject({
  version: z.optional(
    z.strictObject({
      header: z.optional(
        described(headerName, 'By which the Worker says its version. x-worker-version by default.'),
      ),
      json: z.optional(described(pointer, 'Where it says it in a body, where the header is not there.')),
      required: z.optional(
        described(
          z.boolean(),
          'Whether an answer must name its version, where the run expects one. True by default.',
        ),
      ),
    }),
  ),
  probes: z.array(probe).check(z.maxLength(50)),
})

export type ProbeFile = z.output<typeof probeFileSchema>
export type ProbeEntry = ProbeFile['probes'][number]
export type StepEntry = NonNullable<ProbeEntry['http']>[number]
export type DemandEntry = z.output<typeof demand>
