export type { Defaults, Plan } from './plan.ts'
export { readProbeFile } from './read.ts'
export { probeFileSchema } from './schema.ts'
