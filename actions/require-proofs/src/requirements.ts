import { type ChangedFile, foldLabelName, listTouchedPaths } from '@suite/change-rules'
import type { CapturingGlob, Glob } from '@suite/matchers'
import type { DutyOfCase } from './duties.ts'
import type { ProofPolicy, ProofRule } from './policy.ts'

/** What must hold of a proof beyond its path. */
export type Demands = Pick<ProofRule, 'contains' | 'maxAge' | 'dated'>

/** One proof, or several, that a duty asks for. */
export interface Requirement extends Demands {
  readonly label: string
  readonly files: readonly Glob[]
  readonly atLeast: number
}

const nothingMore: Demands = { contains: [], maxAge: undefined, dated: undefined }

/**
 * What the duties of a case ask for. A label without a rule in the policy that applies asks for one file of
 * `proofs`: a policy can ask for more or for something else, never for nothing.
 */
export function requirementsOf(
  duties: readonly DutyOfCase[],
  files: readonly ChangedFile[],
  policy: ProofPolicy,
  proofs: readonly Glob[],
): Requirement[] {
  const paths = listTouchedPaths(files)
  return duties.flatMap(({ label }) => {
    const key = foldLabelName(label)
    const rules = policy.proofs.filter((rule) => rule.labels.some((each) => foldLabelName(each) === key))
    const asked = rules.flatMap((rule) =>
      applications(rule, paths).map((values) => bind(label, rule, values)),
    )
    return asked.length > 0 ? asked : [{ label, files: proofs, atLeast: 1, ...nothingMore }]
  })
}

type Captured = Readonly<Record<string, string>>

/** The distinct ways in which a rule's paths match: one Worker changed is one application, two are two. */
function applications({ paths: globs }: ProofRule, paths: readonly string[]): Captured[] {
  if (globs.length === 0) return [{}]
  const distinct = new Map<string, Captured>()
  for (const path of paths)
    for (const glob of globs) {
      const captured = glob.captures(path)
      if (captured) distinct.set(JSON.stringify(Object.entries(captured).sort()), captured)
    }
  return [...distinct.values()]
}

function bind(
  label: string,
  { files, atLeast, contains, maxAge, dated }: ProofRule,
  values: Captured,
): Requirement {
  return {
    label,
    files: files.map((glob: CapturingGlob) => glob.bind(values)),
    atLeast,
    contains,
    maxAge,
    dated,
  }
}
