import { defineKind, input } from '@suite/contract'
import { digestAlgorithms, parseDigest } from './digest.ts'

const name = { shape: /^[\w.-]{1,100}$/, says: 'a name of at most 100 letters, digits, ., _ and -' }

/** Digests as inputs give them, of any algorithm that can be accepted. */
export const digestKind = defineKind(
  'digest',
  'a digest: `sha256:` and 64 hexadecimal digits',
  { type: 'string' },
  (text) => {
    const parsed = parseDigest(text, digestAlgorithms)
    return 'digest' in parsed ? { value: parsed.digest } : parsed
  },
)

/** The inputs of every action that reads a pin from a control plane. Each action adds its token. */
export const planeInputs = {
  'control-plane-url': input.address({
    description: 'The address of the control plane, without `/cp`.',
    required: true,
  }),
  template: input.shaped({ ...name, description: 'The template whose image is pinned.', required: true }),
  region: input.shaped({ ...name, description: 'The region of the pin.', default: 'global' }),
  'digest-algorithms': input.choices({
    description: 'Accepted digest algorithms, for the inputs and for the control plane.',
    values: ['sha256', 'sha512'],
    default: 'sha256',
  }),
}

/**
 * The number of reads in a row that prove a pin. If a third of the reads meets a replica that does not follow, about 1
 * of 11,000 first rows of 24 reads misses it; if a fifth does, 1 of 170.
 */
export const consecutiveInput = input.integer({
  description:
    'How many reads in a row must show the digest, each over its own connection. After a row was interrupted, twice as many.',
  min: 1,
  max: 100,
  default: '24',
})
