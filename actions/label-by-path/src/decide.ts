import { foldLabelName, type LabelMatch, type LabelRule } from '@suite/change-rules'
import type { LabelEvent, RepositoryLabel } from '@suite/forge'
import type { Facts, Settings } from './facts.ts'

/** What happens to one label of the rule file, and why. */
export type Fate =
  | 'add'
  | 'present'
  | 'remove'
  | 'absent'
  /** Its rules do not match, but its `sync` keeps it. */
  | 'kept'
  /** Its rules match, but a person removed it. */
  | 'removed-by-hand'
  /** A limit of the rule file, or a rule without conditions, leaves it unchanged. */
  | 'left-alone'

export interface LabelDecision {
  readonly label: string
  readonly fate: Fate
  readonly match: LabelMatch
}

/** What to write for one pull request. If all lists are empty, there is nothing to write. */
export interface Plan {
  readonly decisions: readonly LabelDecision[]
  readonly create: readonly RepositoryLabel[]
  readonly add: readonly string[]
  readonly remove: readonly string[]
  /** Labels whose colour or description in the repository is not, or will not be, as their rule declares. */
  readonly differing: readonly string[]
  /**
   * The maximum number of labels that the pull request has during the writes, because all are added before any is
   * removed.
   */
  readonly total: number
}

/** The maximum number of labels of a pull request. */
export const maxLabels = 100

/** GitHub's default colour for a label. */
const defaultColor = 'ededed'

/** Returns the plan for the labels of one pull request. */
export function decideLabels(facts: Facts, settings: Settings): Plan {
  const present = new Map(facts.pull.labels.map((name) => [foldLabelName(name), name]))
  const known =
    facts.repositoryLabels && new Map(facts.repositoryLabels.map((each) => [foldLabelName(each.name), each]))
  const lastEvents = new Map(facts.history.map((event) => [foldLabelName(event.label), event]))

  const decisions = facts.matches.map((match): LabelDecision => {
    const key = foldLabelName(match.rule.name)
    return {
      // The spelling of the repository, so that an answer and an output name the label as people see it.
      label: present.get(key) ?? known?.get(key)?.name ?? match.rule.name,
      fate: fateOf(match, present.has(key), lastEvents.get(key), facts.actor, settings),
      match,
    }
  })
  const of = (fate: Fate) => decisions.filter((decision) => decision.fate === fate)
  const add = of('add').map(({ label }) => label)
  const remove = of('remove').map(({ label }) => label)
  return {
    decisions,
    create: settings.createLabels
      ? of('add')
          .filter(({ label }) => !known?.has(foldLabelName(label)))
          .map(({ match }) => declared(match.rule))
      : [],
    add,
    remove,
    differing: decisions
      .filter(({ fate, match: { rule } }) => {
        const actual = known?.get(foldLabelName(rule.name))
        return actual ? differs(rule, actual) : fate === 'add' && !settings.createLabels && declares(rule)
      })
      .map(({ label }) => label),
    total: present.size + add.length,
  }
}

function fateOf(
  { outcome, rule }: LabelMatch,
  isPresent: boolean,
  last: LabelEvent | undefined,
  actor: string | undefined,
  { syncLabels }: Settings,
): Fate {
  if (outcome === 'matched') {
    if (isPresent) return 'present'
    const byHand = last?.action === 'unlabeled' && !last.actorIsBot && last.actor !== actor
    return byHand ? 'removed-by-hand' : 'add'
  }
  if (outcome !== 'unmatched') return 'left-alone'
  if (!isPresent) return 'absent'
  const sync = rule.sync ?? (syncLabels ? 'always' : 'never')
  const isOwn = last?.action === 'labeled' && actor !== undefined && last.actor === actor
  return sync === 'always' || (sync === 'own' && isOwn) ? 'remove' : 'kept'
}

function declared({ name, color, description }: LabelRule): RepositoryLabel {
  return { name, color: color ?? defaultColor, description: description ?? '' }
}

function declares({ color, description }: LabelRule): boolean {
  return color !== undefined || description !== undefined
}

function differs({ color, description }: LabelRule, actual: RepositoryLabel): boolean {
  return (
    (color !== undefined && color !== actual.color) ||
    (description !== undefined && description !== actual.description)
  )
}
