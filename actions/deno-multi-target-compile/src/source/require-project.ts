import { UsageError } from '@suite/errors'
import { judgeProject } from './judge-project.ts'
import type { LaidOut } from './laid-out.ts'
import type { Project } from './project.ts'
import { type ProjectTerms, readProject } from './read-project.ts'

/**
 * Reads the project of a program and returns it if it can be released.
 * @throws UsageError with every problem, and the reason of the first
 */
export async function requireProject(
  laid: LaidOut,
  terms: ProjectTerms & { readonly permissions: readonly string[] },
): Promise<Project> {
  const project = await readProject(laid, terms)
  const problems = judgeProject(project, terms.permissions)
  const [first] = problems
  if (first === undefined) return project
  const fixes = [...new Set(problems.map(({ fix }) => fix))]
  throw new UsageError(
    first.reason,
    problems.map(({ what }) => ({ what })),
    fixes.join(' '),
  )
}
