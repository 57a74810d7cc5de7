import type { Attestation } from '@suite/forge'
import type { WantedFile } from '../wanted.ts'
import { readStatement } from './statement.ts'

/** The type of GitHub's attestation of a release; the version follows it. */
const releaseType = 'https://in-toto.io/attestation/release/'

interface Expected {
  readonly tag: { readonly name: string; readonly object: string; readonly commit: string }
  readonly files: readonly WantedFile[]
}

/**
 * Compares GitHub's attestation of a release with what was published: its tag, its commit, and the digest of every
 * file. Returns what it lacks, which is empty if it names all; `undefined` if there is no attestation of this tag yet.
 */
export function judgeReleaseAttestation(
  attestations: readonly Attestation[],
  { tag, files }: Expected,
): readonly string[] | undefined {
  const judged = attestations.flatMap(({ bundle, predicateType }) => {
    if (!predicateType.startsWith(releaseType)) return []
    const statement = readStatement(bundle)
    if (statement?.predicateType !== predicateType || statement.predicate.tag !== tag.name) return []
    const named = new Set(statement.subjects.flatMap(({ digest }) => Object.values(digest)))
    const attested = new Map(statement.subjects.map(({ name, digest }) => [name, digest.sha256]))
    return [
      [
        // An annotated tag is named by its own object, which holds the commit.
        ...(named.has(tag.commit) || named.has(tag.object)
          ? []
          : [`it does not name the commit ${tag.commit}`]),
        ...files
          .filter(({ name, sha256 }) => attested.get(name) !== sha256)
          .map(({ name, sha256 }) => `it does not name ${name} with the SHA-256 ${sha256}`),
      ],
    ]
  })
  return judged.find((lacks) => lacks.length === 0) ?? judged[0]
}
