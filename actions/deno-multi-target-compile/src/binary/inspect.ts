import { type Container, readContainer } from './container.ts'
import { type DataSection, readDataSection } from './data-section.ts'
import { type EmbeddedFile, readEmbeddedFiles } from './embedded-files.ts'
import { type Metadata, readMetadata } from './metadata.ts'
import { readNpmPackages } from './npm-packages.ts'
import { type BinaryProblem, isBinaryProblem, readOrProblem } from './problem.ts'

/** What one finished binary is, read from its bytes. */
export interface Inspection {
  readonly container: Container
  readonly section: DataSection
  readonly metadata: Metadata
  readonly files: readonly EmbeddedFile[]
  /** How many bytes of the contents no file uses. */
  readonly unusedBytes: number
  /** The addresses of the modules that came from the network. */
  readonly remoteModules: readonly string[]
  /** Such as `chalk@5.6.2`. */
  readonly npmPackages: readonly string[]
}

/** Reads a binary that deno made, without running it. All of it is understood, or it is a problem. */
export function inspect(bytes: Uint8Array): Inspection | BinaryProblem {
  const container = readContainer(bytes)
  if (isBinaryProblem(container)) return container
  return readOrProblem(() => {
    const section = readDataSection(container.data)
    return {
      container,
      section,
      metadata: readMetadata(section),
      ...readEmbeddedFiles(section),
      remoteModules: section.remoteModules.map(({ specifier }) => specifier),
      npmPackages: readNpmPackages(section),
    }
  })
}
