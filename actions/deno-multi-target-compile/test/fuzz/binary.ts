import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineTarget } from '@suite/testkit/fuzz'
import { type Inspection, inspect } from '../../src/binary/inspect.ts'
import { isBinaryProblem } from '../../src/binary/problem.ts'
import { bakedPermissions } from '../../src/permissions/baked.ts'

/** Programs that the real deno compiled over small bases. */
const corpus = ['linux', 'windows', 'macos'].map((name) =>
  readFileSync(join(import.meta.dirname, 'binary', `${name}.input`)),
)
const lengths = new Set(corpus.map(({ length }) => length))
const shortest = Math.min(...lengths)
const text = (input: Uint8Array) => Buffer.from(input).toString('latin1')
/** The part of a binary before the first text and after it, to grow what is between them. */
const cut = (input: Uint8Array, mark: string): readonly [string, string] => {
  const at = text(input).indexOf(mark)
  return [text(input).slice(0, at), text(input).slice(at)]
}
const [linux = Buffer.alloc(0)] = corpus
const [head, tail] = cut(linux, '"features":')

export const target = defineTarget<Inspection>({
  name: 'binary',
  corpus,
  dictionary: [
    'd3n0l4nd',
    'D3N0L4ND',
    '"allow_net":[]',
    '"allow_read":null',
    '"permissions":{',
    'SUI',
    '\x7fELF',
    'MZ',
    'PE\0\0',
    '{"File":',
    '"o":[0,1]',
    '\0\0\0\0',
    '\x01\0\0\0',
    '\x7f',
  ],
  growth: [
    { head, open: '"a":1,', tail },
    { head: '\x7fELF\x02\x01', open: '\0' },
    { head: 'MZ', open: '\0\x01' },
    { head: text(linux), open: text(linux.subarray(0, 64)) },
  ],
  read(input) {
    const found = inspect(input)
    if (isBinaryProblem(found)) return undefined
    bakedPermissions(found.metadata.permissions)
    return found
  },
  judge(input, { container, metadata }) {
    // Windows lets a signature follow the last section.
    const isWhole = container.format === 'pe' ? input.length >= shortest : lengths.has(input.length)
    if (!isWhole) return `a binary of ${input.length} bytes is read, which no compiler wrote`
    const permissions = JSON.stringify(metadata.permissions)
    return text(input).includes(permissions) || text(input).includes('\\')
      ? undefined
      : `the permissions ${permissions} are not in the file`
  },
})
