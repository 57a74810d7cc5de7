import {
  type ChangeRules,
  type DutyRules,
  foldLabelName,
  type LabelWithoutRule,
  readChangeRules,
  selectDutyRules,
} from '@suite/change-rules'
import type { Changes } from '@suite/changes'
import { UsageError } from '@suite/errors'
import type { Glob } from '@suite/matchers'
import type { Terms } from './decide.ts'
import { noPolicy, type ProofPolicy } from './policy.ts'
import { readPolicy } from './read-policy.ts'
import { reasons } from './reasons.ts'

export interface TermsWanted {
  readonly labels: readonly string[]
  readonly proofs: readonly Glob[]
  readonly configPath: string | undefined
  readonly policyPath: string | undefined
  /** The policy file that may be missing. */
  readonly defaultPolicyPath: string
}

/**
 * Reads the rules of the gate at a ref that the author of the change does not control.
 * @throws UsageError `config-missing`, `config-invalid`, `duty-avoidable`
 */
export async function gatherTerms(changes: Changes, ref: string, wanted: TermsWanted): Promise<Terms> {
  const [rules, policy] = await Promise.all([
    readRules(changes, ref, wanted),
    readPolicyFile(changes, ref, wanted),
  ])
  const labels = withLabelsOf(policy, wanted.labels)
  if (rules === undefined) return { labels, proofs: wanted.proofs, rules: byLabelsAlone, policy }
  const duties = selectDutyRules(rules, labels)
  if (duties.rules.length === 0) throw noDuty(rules.path, duties.withoutRules, wanted.labels)
  return { labels, proofs: wanted.proofs, rules: duties, policy }
}

const byLabelsAlone: DutyRules = { rules: [], withoutRules: [], warnings: [] }

/** Returns the error for a gate whose rule file causes no duty, because it would pass every change. */
function noDuty(
  path: string,
  withoutRules: readonly LabelWithoutRule[],
  labels: readonly string[],
): UsageError {
  const names = withoutRules.map(({ label }) => label).join(', ')
  const slips = withoutRules
    .filter(({ meant }) => meant !== undefined)
    .map(({ label, meant }) => ({
      what: `it gives ${meant}, which may be meant by ${label}`,
      at: { file: path },
    }))
  return new UsageError(
    reasons['config-invalid'],
    [
      {
        what: `no rule can give any of ${names}, so no change could ever require a proof`,
        at: { file: path },
      },
      ...slips,
    ],
    `Correct the names in the file or in the input labels, add rules such as the following, or set config-path to the empty text to go by labels alone.\n\n${rulesToBeginWith(labels)}`,
  )
}

/**
 * Adds the labels of the policy, even if the input does not name them, because a rule without effect is misleading.
 */
function withLabelsOf({ proofs }: ProofPolicy, labels: readonly string[]): string[] {
  const byName = new Map(
    [...labels, ...proofs.flatMap((rule) => rule.labels)]
      .reverse()
      .map((label) => [foldLabelName(label), label]),
  )
  return [...byName.values()].reverse()
}

async function readRules(
  changes: Changes,
  ref: string,
  { configPath, labels }: TermsWanted,
): Promise<ChangeRules | undefined> {
  if (configPath === undefined) return undefined
  const text = await readText(changes, configPath, ref)
  if (text === undefined)
    throw new UsageError(
      reasons['config-missing'],
      `there is no rule file ${configPath} at ${ref}`,
      `Add one, such as the following, or set config-path to the empty text to go by labels alone.\n\n${rulesToBeginWith(labels)}`,
    )
  return readChangeRules({ path: configPath, text, ref }, { dot: true })
}

/** Returns a rule for each label, for a repository without a rule file. The paths are guesses to correct. */
function rulesToBeginWith(labels: readonly string[]): string {
  return labels
    .map((label) => (/^[\w:./-]+$/.test(label) && !label.endsWith(':') ? label : JSON.stringify(label)))
    .map((label) => {
      const path = label === 'change:routes' ? 'api/wrangler.{toml,json,jsonc}' : 'api/src/**'
      return `${label}:\n  - changed-files:\n      - any-glob-to-any-file: '${path}'`
    })
    .join('\n')
}

async function readPolicyFile(changes: Changes, ref: string, wanted: TermsWanted): Promise<ProofPolicy> {
  const { policyPath, defaultPolicyPath } = wanted
  if (policyPath === undefined) return noPolicy
  const text = await readText(changes, policyPath, ref)
  if (text !== undefined) return readPolicy({ path: policyPath, text, ref })
  if (policyPath === defaultPolicyPath) return noPolicy
  throw new UsageError(
    reasons['config-missing'],
    `there is no policy ${policyPath} at ${ref}`,
    'Add it, or correct policy-path.',
  )
}

async function readText(changes: Changes, path: string, ref: string): Promise<string | undefined> {
  const file = await changes.read(path, ref)
  return file && new TextDecoder().decode(file.bytes)
}
