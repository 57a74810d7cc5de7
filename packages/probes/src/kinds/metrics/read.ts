import { defineKind } from '../kind.ts'
import { metricsProbe } from './probe.ts'
import { schema } from './schema.ts'

export const metrics = defineKind({
  name: 'metrics',
  schema,
  read: ({ path = '/metrics', has = [] }, { named }) => metricsProbe(named, { path, has }),
})
