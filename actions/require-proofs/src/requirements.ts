import { foldLabelName } from '@suite/change-rules'
import { type ChangedFile, listTouchedPaths } from '@suite/changes'
import type { CapturingGlob, Glob } from '@suite/matchers'
import type { DutyOfCase } from './duties.ts'
import type { ProofPolicy, ProofRule } from './policy.ts'

/** What must hold for a proof in addition to its path. */
export type Demands = Pick<ProofRule, 'contains' | 'maxAge' | 'dated'>

/** One proof, or several, that a duty requires. */
export interface Requirement extends Demands {
  readonly label: string
  readonly files: readonly Glob[]
  readonly atLeast: number
  /** Commands of the policy that make the proof; if empty, the gate suggests its own. */
  readonly command: readonly string[]
  /** The part of the duty that this requirement covers. */
  readonly because: DutyOfCase
}

const nothingMore: Demands = { contains: [], maxAge: undefined, dated: undefined }

/**
 * Returns what the duties of a case require. Each cause is covered separately: by every rule of the policy that
 * applies to it, or otherwise by one file of `proofs`. So a policy can require more or something else, never
 * nothing, and a rule that applies to one file does not reduce what another file requires.
 */
export function requirementsOf(
  duties: readonly DutyOfCase[],
  files: readonly ChangedFile[],
  policy: ProofPolicy,
  proofs: readonly Glob[],
): Requirement[] {
  const paths = listTouchedPaths(files)
  return duties.flatMap((duty) => {
    const key = foldLabelName(duty.label)
    const rules = policy.proofs.filter((rule) => rule.labels.some((each) => foldLabelName(each) === key))
    const asked = rules.flatMap((rule) => byRule(duty, rule, paths))
    return [...asked, ...withoutRule(duty, rules, proofs, asked)]
  })
}

type Captured = Readonly<Record<string, string>>

/**
 * Returns the requirements of a rule. A rule with paths applies once for each distinct capture: one changed Worker
 * is one application, two are two.
 */
function byRule(duty: DutyOfCase, rule: ProofRule, paths: readonly string[]): Requirement[] {
  if (rule.paths.length === 0) return [bind(duty, rule, {})]
  const applications = new Map<string, { captured: Captured; paths: Set<string> }>()
  for (const path of paths)
    for (const glob of rule.paths) {
      const captured = glob.captures(path)
      if (captured === undefined) continue
      const key = JSON.stringify(Object.entries(captured).sort())
      const known = applications.get(key) ?? { captured, paths: new Set() }
      applications.set(key, known)
      known.paths.add(path)
    }
  return [...applications.values()].map(({ captured, paths: matched }) => {
    const causes = duty.causes.filter(({ path }) => matched.has(path))
    // A rule also applies to a file that is not a cause itself; then all causes of the duty are its causes.
    return bind(causes.length > 0 ? { ...duty, causes } : duty, rule, captured)
  })
}

/**
 * Returns the requirement of one file of `proofs` for the causes that no rule of the policy covers; empty if there
 * are no such causes.
 */
function withoutRule(
  duty: DutyOfCase,
  rules: readonly ProofRule[],
  proofs: readonly Glob[],
  asked: readonly Requirement[],
): Requirement[] {
  if (rules.some(({ paths }) => paths.length === 0)) return []
  const causes = duty.causes.filter(
    ({ path }) => !rules.some((rule) => rule.paths.some((glob) => glob.captures(path) !== undefined)),
  )
  // The label on the pull request names no file, so any rule for it covers it as well.
  if (causes.length === 0 && asked.length > 0) return []
  const because = { ...duty, causes }
  return [{ label: duty.label, files: proofs, atLeast: 1, command: [], ...nothingMore, because }]
}

function bind(
  because: DutyOfCase,
  { files, atLeast, contains, maxAge, dated, command }: ProofRule,
  values: Captured,
): Requirement {
  return {
    label: because.label,
    files: files.map((glob: CapturingGlob) => glob.bind(values)),
    atLeast,
    contains,
    maxAge,
    dated,
    command,
    because,
  }
}
