import { defineKind } from '../kind.ts'
import { healthProbe } from './probe.ts'
import { schema } from './schema.ts'

export const health = defineKind({
  name: 'health',
  schema,
  read: ({ paths = ['/healthz', '/readyz'] }, { named }) => healthProbe(named, { paths }),
})
