import { type ChangedFile, listTouchedPaths } from '@suite/changes'
import { type Cause, findCauses } from './find-causes.ts'
import { foldLabelName } from './label-name.ts'
import type { ChangeRules, LabelRule } from './rules.ts'

/** The facts about a pull request that rules use. */
export interface Change {
  readonly files: readonly ChangedFile[]
  readonly baseBranch: string
  readonly headBranch: string
}

/** Why a label is neither added nor removed, regardless of its rules. */
export type LeftAlone = 'no-rules' | 'max-files-changed' | 'changed-files-labels-limit'

/** What the rules decide for one label. */
export interface LabelMatch {
  readonly rule: LabelRule
  readonly outcome: 'matched' | 'unmatched' | LeftAlone
  /** What made the label match: the first causes, in the order of blocks and then of paths. */
  readonly causes: readonly Cause[]
  readonly causeCount: number
}

/**
 * Returns what the rules decide for each label of a change, in the order of the rule file.
 *
 * Limits work as in actions/labeler. With more than `max-files-changed` changed files (a renamed file counts once),
 * labels with a condition on files are left alone. If more than `changed-files-labels-limit` of those labels would be
 * new, none of them is added.
 *
 * @param options.present the labels of the pull request
 * @param options.maxCauses the maximum number of causes to keep for each match
 */
export function evaluateRules(
  rules: ChangeRules,
  { files, baseBranch, headBranch }: Change,
  { present = [], maxCauses = 10 }: { present?: readonly string[]; maxCauses?: number } = {},
): readonly LabelMatch[] {
  const facts = {
    paths: listTouchedPaths(files),
    branches: { 'base-branch': baseBranch, 'head-branch': headBranch },
  }
  const tooManyFiles = files.length > (rules.maxFilesChanged ?? Number.POSITIVE_INFINITY)
  const matches = rules.labels.map((rule): LabelMatch => {
    if (rule.blocks.length === 0) return leaveAlone(rule, 'no-rules')
    if (tooManyFiles && usesFiles(rule)) return leaveAlone(rule, 'max-files-changed')
    const causes = findCauses(rule, facts) ?? []
    return {
      rule,
      outcome: causes.length > 0 ? 'matched' : 'unmatched',
      causes: causes.slice(0, maxCauses),
      causeCount: causes.length,
    }
  })
  return applyLabelsLimit(matches, rules.changedFilesLabelsLimit, present)
}

function applyLabelsLimit(
  matches: readonly LabelMatch[],
  limit: number | undefined,
  present: readonly string[],
): readonly LabelMatch[] {
  const folded = new Set(present.map(foldLabelName))
  const isNew = ({ outcome, rule }: LabelMatch) =>
    outcome === 'matched' && usesFiles(rule) && !folded.has(foldLabelName(rule.name))
  if (limit === undefined || matches.filter(isNew).length <= limit) return matches
  return matches.map((match) => (isNew(match) ? { ...match, outcome: 'changed-files-labels-limit' } : match))
}

function leaveAlone(rule: LabelRule, outcome: LeftAlone): LabelMatch {
  return { rule, outcome, causes: [], causeCount: 0 }
}

function usesFiles({ blocks }: LabelRule): boolean {
  return blocks.some(({ conditions }) => conditions.some(({ on }) => on === 'changed-files'))
}
