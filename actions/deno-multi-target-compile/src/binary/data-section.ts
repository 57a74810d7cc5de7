import { bufferOf, type Reader, readerOf } from './bytes.ts'
import { Malformed } from './problem.ts'
import { type RemoteModule, readRemoteModules, readSpecifiers, type Specifiers } from './remote-modules.ts'

/** The parts of what deno adds to a binary. The ranges are views of the file. */
export interface DataSection {
  /** JSON. */
  readonly metadata: Uint8Array
  /** The npm packages and how they depend on each other; empty if there are none. */
  readonly npmPackages: Uint8Array
  readonly specifiers: Specifiers
  readonly redirects: ReadonlyMap<number, number>
  readonly remoteModules: readonly RemoteModule[]
  /** JSON: the tree of the embedded files. */
  readonly tree: Uint8Array
  /** The contents that the tree refers to. */
  readonly contents: Uint8Array
}

const magic = Buffer.from('d3n0l4nd')

/** Splits the data that deno added. Every byte belongs to a part, or the data is Malformed. */
export function readDataSection(data: Uint8Array): DataSection {
  const reader = readerOf(data, 'the data that deno added')
  expectMagic(reader, 'begin')
  const metadata = reader.take(reader.u64())
  const npmPackages = reader.take(reader.u64())
  const specifiers = readSpecifiers(reader)
  const redirects = readRedirects(reader, specifiers)
  const remoteModules = readRemoteModules(reader, specifiers)
  const tree = reader.take(reader.u64())
  const contents = reader.take(reader.u64())
  expectMagic(reader, 'end')
  if (reader.left() > 0)
    throw new Malformed(`the data that deno added has ${reader.left()} bytes after its end`)
  return { metadata, npmPackages, specifiers, redirects, remoteModules, tree, contents }
}

function expectMagic(reader: Reader, where: 'begin' | 'end'): void {
  if (bufferOf(reader.take(magic.length)).equals(magic)) return
  throw new Malformed(`the data that deno added does not ${where} with ${magic}`)
}

function readRedirects(reader: Reader, specifiers: Specifiers): ReadonlyMap<number, number> {
  const redirects = new Map<number, number>()
  for (let left = reader.u32(); left > 0; left--) {
    const [from, to] = [reader.u32(), reader.u32()]
    if (!specifiers.has(from) || !specifiers.has(to) || redirects.has(from))
      throw new Malformed('a redirect in the binary is repeated, or names a module that is not listed')
    redirects.set(from, to)
  }
  return redirects
}
