import { visible } from '@suite/report'
import * as z from 'zod/mini'
import type { Statement } from './statement.ts'

/** What a release is built from. */
export interface Origin {
  /** The page of the repository. */
  readonly repository: string
  readonly commit: string
}

/** The parts of the provenance of a workflow that name what was built. https://slsa.dev/spec/v1.0/provenance */
const provenance = z.object({
  buildDefinition: z.object({
    externalParameters: z.optional(
      z.object({ workflow: z.optional(z.object({ repository: z.optional(z.string()) })) }),
    ),
    resolvedDependencies: z.optional(
      z.array(z.object({ digest: z.optional(z.record(z.string(), z.string())) })),
    ),
  }),
})

/**
 * Returns how a statement contradicts the origin of the release, to complete "it …"; undefined if it does not, or names
 * no origin. The same bytes may have been built elsewhere, and then the command in the notes does not verify them.
 */
export function describeOtherOrigin({ predicate }: Statement, origin: Origin): string | undefined {
  const read = z.safeParse(provenance, predicate)
  if (!read.success) return undefined
  const { externalParameters, resolvedDependencies = [] } = read.data.buildDefinition
  const repository = externalParameters?.workflow?.repository
  if (repository !== undefined && repository.toLowerCase() !== origin.repository.toLowerCase())
    return `says that it was built by a workflow of ${visible(repository, 200)}, not of ${origin.repository}`
  const commits = resolvedDependencies.flatMap(({ digest }) => digest?.gitCommit ?? [])
  if (commits.length > 0 && !commits.includes(origin.commit))
    return `says that it was built from ${visible(commits.join(', '), 200)}, not from ${origin.commit}`
  return undefined
}
