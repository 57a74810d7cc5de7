import { durationText } from '@suite/contract/grammar'
import * as z from 'zod/mini'
import { demand, described, headerName, path, pointer, request, text } from '../../file/schema-words.ts'
import { algorithms } from '../jwks/algorithms.ts'

export const schema = described(
  z.strictObject({
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
  }),
  'A token that verifies against the key set.',
)
