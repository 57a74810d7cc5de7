import { type ChangedFile, listTouchedPaths } from '@suite/changes'
import { findNearest } from '@suite/config-file'
import { formatLocation, formatProblem, type Problem, UsageError } from '@suite/errors'
import { canArise } from './can-arise.ts'
import { type FileCause, findCauses } from './find-causes.ts'
import { foldLabelName } from './label-name.ts'
import { dutyReasons } from './reasons.ts'
import type { ChangeRules, Condition, LabelRule } from './rules.ts'

/** Rules that the author of a change cannot avoid. */
export interface DutyRules {
  readonly rules: readonly LabelRule[]
  /** Requested labels that no rule covers: only the label itself, on the pull request, makes them a duty. */
  readonly withoutRules: readonly LabelWithoutRule[]
  /** Likely mistakes in these rules, such as a glob that no path can match. */
  readonly warnings: readonly Problem[]
}

export interface LabelWithoutRule {
  readonly label: string
  /** The label of the rule file that the user most likely meant. */
  readonly meant: string | undefined
}

/** A label that the paths of a change require, with every path that does. */
export interface Duty {
  readonly label: string
  readonly causes: readonly FileCause[]
}

/**
 * Returns the rules of the labels that carry a duty.
 *
 * Duty must be monotone: adding files to a change never removes a duty. A condition that some file must meet
 * (`…-to-any-file`) is monotone, even with negated globs, because each file is judged on its own. A condition that
 * every file must meet (`…-to-all-files`) stops holding when another file is added, and the author chooses the
 * branch.
 *
 * @param labels names, in any case
 * @throws UsageError `duty-avoidable` with the line of each condition that the author can avoid
 */
export function selectDutyRules(rules: ChangeRules, labels: readonly string[]): DutyRules {
  const wanted = new Set(labels.map(foldLabelName))
  const named = rules.labels.filter(({ name }) => wanted.has(foldLabelName(name)))
  const hazards = named.flatMap((rule) =>
    listConditions(rule).flatMap((condition) => describeHazard(rule, condition)),
  )
  // A list of branch patterns is several conditions at one place.
  const problems = [...new Map(hazards.map((hazard) => [formatProblem(hazard), hazard])).values()]
  if (problems.length > 0) {
    const fix = `Write the rules of these labels in ${rules.path} with any-glob-to-any-file or all-globs-to-any-file.`
    throw new UsageError(dutyReasons['duty-avoidable'], problems, fix)
  }
  const withRules = named.filter(canArise)
  const known = new Set(withRules.map(({ name }) => foldLabelName(name)))
  const others = rules.labels.map(({ name }) => name).filter((name) => !wanted.has(foldLabelName(name)))
  const withoutRules = labels
    .filter((label) => !known.has(foldLabelName(label)))
    .map((label) => ({ label, meant: findNearest(label, others) }))
  return { rules: withRules, withoutRules, warnings: warningsOf(rules, named) }
}

/** Returns the warnings of a rule file about globs of these rules. */
function warningsOf({ warnings }: ChangeRules, named: readonly LabelRule[]): readonly Problem[] {
  const conditions = named.flatMap(listConditions)
  const globs = conditions.flatMap((condition) => (condition.on === 'changed-files' ? condition.globs : []))
  const places = new Set(globs.map(({ at }) => formatLocation(at)))
  return warnings.filter(({ at }) => at !== undefined && places.has(formatLocation(at)))
}

/**
 * Returns the duties that the paths of a change require, in the order of the rule file. The limits of the rule file
 * (`max-files-changed`, `changed-files-labels-limit`) do not apply, because an author can exceed them.
 */
export function deriveDuties({ rules }: DutyRules, files: readonly ChangedFile[]): readonly Duty[] {
  const facts = { paths: listTouchedPaths(files), branches: { 'base-branch': '', 'head-branch': '' } }
  return rules.flatMap((rule) => {
    const causes = (findCauses(rule, facts) ?? []).filter((cause) => cause.on === 'changed-files')
    return causes.length > 0 ? [{ label: rule.name, causes }] : []
  })
}

function listConditions({ blocks }: LabelRule): readonly Condition[] {
  return blocks.flatMap(({ conditions }) => conditions)
}

function describeHazard({ name }: LabelRule, condition: Condition): Problem[] {
  const label = JSON.stringify(name)
  if (condition.on !== 'changed-files') {
    return [
      {
        what: `${condition.on} cannot decide on the duty ${label}: the author chooses the branch`,
        at: condition.at,
      },
    ]
  }
  if (condition.quantifier.endsWith('-to-any-file')) return []
  const what = `${condition.quantifier} cannot decide on the duty ${label}: one more file would end it`
  return [{ what, at: condition.at }]
}
