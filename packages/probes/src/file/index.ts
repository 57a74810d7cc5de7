export { readProbeFile } from './read.ts'
export { probeFileSchema } from './schema.ts'
