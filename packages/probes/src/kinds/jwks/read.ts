import { defineKind } from '../kind.ts'
import { jwksProbe } from './probe.ts'
import { schema } from './schema.ts'

export const jwks = defineKind({
  name: 'jwks',
  schema,
  read: ({ path = '/.well-known/jwks.json' }, { named }) => jwksProbe(named, { path }),
})
