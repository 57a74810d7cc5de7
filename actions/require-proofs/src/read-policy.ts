import { type ConfigFile, type ConfigSource, correctionOf, readConfigFile } from '@suite/config-file'
import { type Problem, UsageError } from '@suite/errors'
import {
  type CapturingGlob,
  compileCapturingGlob,
  createPatternBudget,
  loadRegExpEngine,
  MAX_PATH_STEPS,
  type PatternBudget,
  PatternError,
} from '@suite/matchers'
import type { ContentRule, EvidenceRule, ProofPolicy, ProofRule, WaiverRule } from './policy.ts'
import { type PolicyFile, policySchema } from './policy-schema.ts'
import { reasons } from './reasons.ts'

/**
 * Reads a proof policy. It loads the engine for patterns only if the policy has a pattern.
 * @throws UsageError `config-invalid` with every problem at its file, line and column
 */
export async function readPolicy(source: ConfigSource): Promise<ProofPolicy> {
  const file = readConfigFile(source, policySchema)
  const { proofs = [], waivers = [] } = file.value
  const hasPattern = proofs.some(({ contains = [] }) => contains.some((rule) => 'pattern' in rule))
  const engine = hasPattern ? await loadRegExpEngine() : undefined
  const problems: Problem[] = []
  const budget = createPatternBudget(MAX_PATH_STEPS)

  const compile = <Compiled>(make: () => Compiled, path: readonly PropertyKey[]): Compiled[] => {
    try {
      return [make()]
    } catch (error) {
      if (!(error instanceof PatternError)) throw error
      problems.push({ what: error.message, at: file.locate(path) })
      return []
    }
  }
  const globs = (written: string | readonly string[], path: readonly PropertyKey[]) =>
    (budget.isSpent() ? [] : listOf(written)).flatMap((each, index) =>
      compile(() => compileWithin(budget, each), typeof written === 'string' ? path : [...path, index]),
    )
  const contents = (rules: readonly ContentWritten[], path: readonly PropertyKey[]) =>
    rules.flatMap((rule, index): ContentRule[] => {
      if ('evidence' in rule) return [{ evidence: evidenceRuleOf(rule.evidence) }]
      if (!('pattern' in rule)) return [rule as ContentRule]
      return compile(() => ({ pattern: compiled(engine?.(rule.pattern)) }), [...path, index, 'pattern'])
    })

  const policy = {
    proofs: proofs.map((rule, index): ProofRule => {
      const at = (key: string) => ['proofs', index, key]
      const paths = globs(rule.paths ?? [], at('paths'))
      const files = globs(rule.files, at('files'))
      problems.push(...unboundCaptures(rule, index, { paths, files }, file))
      if (rule.dated !== undefined && rule['max-age'] === undefined)
        problems.push({ what: 'dated says nothing without max-age', at: file.locate(at('dated'), 'key') })
      return {
        command: listOf(rule.command ?? []),
        labels: listOf(rule.for),
        paths,
        files,
        atLeast: rule['at-least'] ?? 1,
        contains: contents(rule.contains ?? [], at('contains')),
        maxAge: rule['max-age'],
        dated: rule.dated ?? (rule.contains?.some((each) => 'evidence' in each) ? timeOfEvidence : undefined),
      }
    }),
    waivers: waivers.map((rule, index): WaiverRule => {
      const { logins = [], teams = [] } = rule
      if (logins.length + teams.length === 0)
        problems.push({ what: 'a waiver names logins or teams', at: file.locate(['waivers', index]) })
      return { labels: listOf(rule.for), logins, teams }
    }),
  }
  if (problems.length > 0) throw new UsageError(reasons['config-invalid'], problems, correctionOf(source))
  return policy
}

/**
 * Compiles a glob.
 * @throws PatternError also for the glob that makes the globs of the policy too expensive together
 */
function compileWithin(budget: PatternBudget, pattern: string): CapturingGlob {
  const glob = compileCapturingGlob(pattern)
  const tooMuch = budget.spend(glob.cost)
  if (tooMuch !== undefined) throw new PatternError(pattern, 0, tooMuch)
  return glob
}

type ProofWritten = NonNullable<PolicyFile['proofs']>[number]
type ContentWritten = NonNullable<ProofWritten['contains']>[number]
type EvidenceWritten = Extract<ContentWritten, { evidence: object }>['evidence']

/** The place of the time in evidence. */
const timeOfEvidence = '/circumstances/finishedAt'

/** Returns the rule for evidence. By default, only evidence of a pass counts. */
function evidenceRuleOf({ kind, verdict = 'pass', passed, subject }: EvidenceWritten): EvidenceRule {
  return {
    verdict,
    ...(kind === undefined ? {} : { kind }),
    ...(passed === undefined ? {} : { requires: passed }),
    ...(subject === undefined ? {} : { subject }),
  }
}

/** Returns a name in `files` that some glob of `paths` does not capture, so that it could never be filled in. */
function unboundCaptures(
  { files: written }: ProofWritten,
  index: number,
  { paths, files }: Pick<ProofRule, 'paths' | 'files'>,
  file: ConfigFile<PolicyFile>,
): Problem[] {
  const known = (name: string) => paths.length > 0 && paths.every(({ names }) => names.includes(name))
  return files.flatMap(({ names }, position) => {
    const at = file.locate(['proofs', index, 'files', ...(typeof written === 'string' ? [] : [position])])
    return names
      .filter((name) => !known(name))
      .map((name) => ({ what: `{${name}} is not captured by every glob of paths`, at }))
  })
}

function compiled<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the engine for patterns was not loaded')
  return value
}

function listOf<Item>(written: Item | readonly Item[]): readonly Item[] {
  return Array.isArray(written) ? written : [written as Item]
}
