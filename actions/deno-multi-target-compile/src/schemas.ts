import { manifestJsonSchema } from '@suite/release-assets'

/** Schema of the manifest that the action writes, by the name of the file that is published next to it. */
export const schemas = { 'manifest.schema.json': manifestJsonSchema() }
