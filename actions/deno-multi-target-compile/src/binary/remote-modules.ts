import { type Reader, utf8 } from './bytes.ts'
import { knownDeno, Malformed } from './problem.ts'

/** The addresses of modules, by the numbers that stand for them. */
export type Specifiers = ReadonlyMap<number, string>

/** A module from the network, as it is stored in the binary. */
export interface RemoteModule {
  readonly specifier: string
  readonly source: Uint8Array
  /** What was made of it: the compiled source, its map, what it exports. */
  readonly derived: readonly Uint8Array[]
}

const flags = { transpiled: 1, sourceMap: 2, exports: 4, all: 15 } as const
const lastMediaType = 20

export function readSpecifiers(reader: Reader): Specifiers {
  const specifiers = new Map<number, string>()
  const seen = new Set<string>()
  for (let left = reader.u32(); left > 0; left--) {
    const specifier = utf8(reader.take(reader.u32()), 'the address of a module in the binary')
    const id = reader.u32()
    if (specifiers.has(id) || seen.has(specifier))
      throw new Malformed(`the binary lists the module ${specifier} twice`)
    specifiers.set(id, specifier)
    seen.add(specifier)
  }
  return specifiers
}

export function readRemoteModules(reader: Reader, specifiers: Specifiers): readonly RemoteModule[] {
  const modules = new Map<number, RemoteModule>()
  for (let left = reader.u32(); left > 0; left--) {
    const id = reader.u32()
    const specifier = specifiers.get(id)
    if (specifier === undefined || modules.has(id))
      throw new Malformed('a module in the binary is repeated, or has an address that is not listed')
    modules.set(id, readModule(reader, specifier))
  }
  return [...modules.values()]
}

function readModule(reader: Reader, specifier: string): RemoteModule {
  const mediaType = reader.u8()
  const source = reader.take(reader.u32())
  const has = reader.u8()
  if (mediaType > lastMediaType || has > flags.all)
    throw new Malformed(
      `the module ${specifier} in the binary is of a kind that deno 2.9.6 does not write`,
      knownDeno,
    )
  const derived = [flags.transpiled, flags.sourceMap, flags.exports]
    .filter((flag) => (has & flag) !== 0)
    .map(() => reader.take(reader.u32()))
  return { specifier, source, derived }
}
