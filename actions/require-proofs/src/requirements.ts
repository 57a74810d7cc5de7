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
 * nothing, and a rule that applies to one file does not reduce what another file requires. The label on the pull
 * request is covered by a rule that applies to a file other than a proof, because a proof does not show by itself
 * what the label stands for.
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
    return [...asked.map(({ requirement }) => requirement), ...withoutRule(duty, rules, proofs, asked)]
  })
}

type Captured = Readonly<Record<string, string>>

/** What a rule requires, and the changed paths that it applies to. */
interface Application {
  readonly requirement: Requirement
  readonly paths: ReadonlySet<string>
}

/**
 * Returns the applications of a rule. A rule with paths applies once for each distinct capture: one changed Worker
 * is one application, two are two.
 */
function byRule(duty: DutyOfCase, rule: ProofRule, paths: readonly string[]): Application[] {
  if (rule.paths.length === 0) return [{ requirement: bind(duty, rule, {}), paths: new Set(paths) }]
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
    const because = causes.length > 0 ? { ...duty, causes } : duty
    return { requirement: bind(because, rule, captured), paths: matched }
  })
}

/**
 * Returns the requirement of one file of `proofs` for the causes that no rule of the policy covers, and for a label
 * on the pull request that no rule covers; empty if there are none of these.
 */
function withoutRule(
  duty: DutyOfCase,
  rules: readonly ProofRule[],
  proofs: readonly Glob[],
  asked: readonly Application[],
): Requirement[] {
  if (rules.some(({ paths }) => paths.length === 0)) return []
  const causes = duty.causes.filter(
    ({ path }) => !rules.some((rule) => rule.paths.some((glob) => glob.captures(path) !== undefined)),
  )
  const isProof = proofPathsOf(rules, proofs)
  const covered = !duty.labelled || asked.some((application) => coversLabel(application, isProof))
  if (causes.length === 0 && covered) return []
  const because = { ...duty, causes }
  return [{ label: duty.label, files: proofs, atLeast: 1, command: [], ...nothingMore, because }]
}

/**
 * Returns whether a rule that applies to these paths covers the label on the pull request, which names no file. At
 * least one of them must be a file other than the proofs that the rule requires.
 */
function coversLabel({ requirement, paths }: Application, isProof: (path: string) => boolean): boolean {
  const others = [...paths].filter((path) => !isProof(path))
  const mayBeProofs = others.every((path) => requirement.files.some((glob) => glob.matches(path)))
  return others.length > (mayBeProofs ? requirement.atLeast : 0)
}

/**
 * Returns a test for the paths that hold only proofs of the rules. A glob that a rule has in `paths` and in `files`
 * tells nothing, because other files are there too.
 */
function proofPathsOf(rules: readonly ProofRule[], proofs: readonly Glob[]): (path: string) => boolean {
  const globs = rules.flatMap(({ files, paths }) =>
    files.filter(({ pattern }) => paths.every((each) => each.pattern !== pattern)),
  )
  return (path) =>
    proofs.some((glob) => glob.matches(path)) || globs.some((glob) => glob.captures(path) !== undefined)
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
