import { defineKind } from '../kind.ts'
import { addedKvProbe, kvProbe } from './probe.ts'
import { schema } from './schema.ts'

const input = 'kv-namespace-id'

export const kv = defineKind({
  name: 'kv',
  schema,
  read(_, { reader: { file, problems }, path, named, defaults }) {
    if (!defaults.kv) problems.push({ what: `needs the input ${input}`, at: file.locate(path, 'key') })
    return kvProbe(named, defaults.kv ?? { namespace: '', binding: '' })
  },
  // A namespace that is given is probed even if the file does not mention it.
  added: (defaults) => defaults.kv && { probe: addedKvProbe(defaults.kv), input },
})
