import {
  type ChangeRules,
  evaluateRules,
  foldLabelName,
  matchAhead,
  type Pause,
  RULE_FILE_START,
  readChangeRules,
} from '@suite/change-rules'
import { listTouchedPaths } from '@suite/changes'
import { type Problem, UsageError } from '@suite/errors'
import type { LabelEvent, Subject } from '@suite/forge'
import type { Facts } from './facts.ts'
import { gatherPull } from './gather-pull.ts'
import type { Ports } from './ports.ts'
import { reasons } from './reasons.ts'

interface Wanted {
  readonly configPath: string
  readonly dot: boolean
  readonly createLabels: boolean
}

/**
 * The facts of each pull request, and the places where the author of the rule file probably meant something else.
 */
export interface Gathered {
  readonly facts: readonly Facts[]
  readonly warnings: readonly Problem[]
}

/**
 * Returns the facts of each pull request of the run. It sends all requests that it can at once: one round of reads,
 * and one more only if the rule file declares colours or `sync: own`, or if a person removed a label.
 *
 * @throws UsageError `config-missing` if the trusted ref has no rule file
 */
export async function gatherFacts(
  { changes, pullRequests, labels, people }: Ports,
  subject: Extract<Subject, { kind: 'pull-requests' }>,
  { configPath, dot, createLabels }: Wanted,
  pause: Pause,
): Promise<Gathered> {
  const [rules, listed, pulls] = await Promise.all([
    readRules(changes, configPath, subject.trustedRef, dot),
    createLabels ? labels.known() : undefined,
    Promise.all(
      [...new Set(subject.numbers)].map((number) =>
        gatherPull({ pullRequests, labels }, number, subject.expectation),
      ),
    ),
  ])
  const events = pulls.flatMap(({ history }) => history)
  const [repositoryLabels, actor] = await Promise.all([
    listed ?? (declaresLabels(rules) ? labels.known() : undefined),
    needsActor(rules, events) ? people.actor() : undefined,
  ])
  const facts: Facts[] = []
  for (const { pull, history } of pulls) {
    const ahead = await matchAhead(rules.labels, listTouchedPaths(pull.files), pause)
    const matches = evaluateRules(
      { ...rules, labels: ahead },
      { files: pull.files, baseBranch: pull.base.ref, headBranch: pull.head.ref },
      { present: pull.labels },
    )
    facts.push({ pull, history, actor, repositoryLabels, matches })
  }
  return { facts, warnings: rules.warnings }
}

async function readRules(
  changes: Ports['changes'],
  path: string,
  ref: string,
  dot: boolean,
): Promise<ChangeRules> {
  const file = await changes.read(path, ref)
  if (file === undefined)
    throw new UsageError(
      reasons['config-missing'],
      `there is no rule file ${path} at ${ref}`,
      `Add one, such as:\n\n${RULE_FILE_START}`,
    )
  return readChangeRules({ path, text: new TextDecoder().decode(file.bytes), ref }, { dot })
}

function declaresLabels({ labels }: ChangeRules): boolean {
  return labels.some(({ color, description }) => color !== undefined || description !== undefined)
}

function needsActor({ labels }: ChangeRules, history: readonly LabelEvent[]): boolean {
  const names = new Set(labels.map(({ name }) => foldLabelName(name)))
  return (
    labels.some(({ sync }) => sync === 'own') ||
    history.some(
      ({ action, actorIsBot, label }) =>
        action === 'unlabeled' && !actorIsBot && names.has(foldLabelName(label)),
    )
  )
}
