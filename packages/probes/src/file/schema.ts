import * as z from 'zod/mini'
import { kinds } from '../kinds/index.ts'
import { described, headerName, pointer, shaped } from './schema-words.ts'

const kindNames = kinds.map(({ name }) => name)

const named = z.strictObject({
  name: shaped(
    /^[a-z0-9][a-z0-9-]{0,58}$/,
    'must be small letters, digits and dashes: it becomes the name of a file',
  ),
  family: z.optional(described(z.literal([4, 6]), 'IPv4 or IPv6 alone.')),
})
/** A probe as it is written: its name and family, and under the name of its kind the value that the kind reads. */
export type ProbeEntry = z.output<typeof named> & Readonly<Record<string, unknown>>

const probe = z
  .strictObject({
    ...named.shape,
    ...Object.fromEntries(kinds.map(({ name, schema }) => [name, z.optional(schema)])),
  })
  .check(
    z.refine(
      (value: Readonly<Record<string, unknown>>) =>
        kindNames.filter((kind) => value[kind] !== undefined).length === 1,
      {
        error: `must say one of ${kindNames.join(', ')}`,
        when: ({ issues }) => issues.length === 0,
      },
    ),
  )

/** The form of a probe file. Any other key is an error. */
export const probeFileSchema = z
  .strictObject({
    preset: z.optional(
      described(
        z.literal('playbook'),
        'The probes that run without a probe file, which are those of the CI/CD playbook. `probes` adds others.',
      ),
    ),
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
    probes: z.optional(z.array(probe).check(z.maxLength(50))),
  })
  .check(
    z.refine(({ preset, probes }) => preset !== undefined || probes !== undefined, {
      error: 'must have probes, or preset: playbook',
      when: ({ issues }) => issues.length === 0,
    }),
  )
