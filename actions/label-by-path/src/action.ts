import { foldLabelName } from '@suite/change-rules'
import type { InputsOf } from '@suite/contract'
import { commonReasons, UsageError } from '@suite/errors'
import { completeEvent, pagesOf, readSubject, versionOf } from '@suite/forge'
import { blocks } from '@suite/report'
import type { Outcome, Run } from '@suite/runner'
import { applyPlan, createLabels } from './apply.ts'
import type { contract } from './contract.ts'
import { decideLabels, maxLabels } from './decide.ts'
import { gatherFacts } from './gather.ts'
import type { Ports } from './ports.ts'
import { decisionOf, headlineOf, type Labelled, storyOf } from './report.ts'
import { sectionOf } from './summary.ts'
import { annotationOf, warningsSection } from './warnings.ts'

type Contract = typeof contract

/**
 * Labels each pull request of the run: gathers the facts, decides for all pull requests, and only then writes.
 * @throws OutsideError `write-not-confirmed`, `history-incomplete`; UsageError `config-missing`, `config-invalid`,
 * `event-unsupported`
 */
export async function labelByPath(
  {
    inputs,
    event,
    environment,
    writes,
    pause,
  }: Pick<Run<InputsOf<Contract>>, 'inputs' | 'event' | 'environment' | 'writes' | 'pause'>,
  forge: Ports,
): Promise<Outcome<Contract>> {
  const numbers = inputs['pr-number'] ?? []
  const about = await completeEvent(event, numbers, forge.repository)
  const subject = readSubject(about, numbers, environment.forge)
  if (subject.kind !== 'pull-requests')
    throw new UsageError(
      commonReasons['event-unsupported'],
      `the event ${event.name} has no pull request`,
      'Give pr-number.',
    )

  const settings = { syncLabels: inputs['sync-labels'], createLabels: inputs['create-labels'] }
  const wanted = { configPath: inputs['config-path'], dot: inputs.dot, createLabels: settings.createLabels }
  const { facts: gathered, warnings } = await gatherFacts(forge, subject, wanted, pause)
  const plans = gathered.map((facts) => ({ facts, plan: decideLabels(facts, settings) }))
  const scopeSize = gathered.reduce((sum, { pull }) => sum + pull.files.length, 0)
  const excessive = plans.find(({ plan }) => plan.total > maxLabels)
  if (excessive) return tooMany(excessive.facts.pull.number, excessive.plan.total, scopeSize)

  await createLabels(
    forge.labels,
    writes,
    plans.flatMap(({ facts: { pull }, plan }) =>
      plan.create.map((label) => ({ label, number: pull.number })),
    ),
  )
  const labelled: Labelled[] = []
  for (const { facts, plan } of plans) {
    const { number, labels } = facts.pull
    labelled.push({ facts, plan, labels: await applyPlan(forge.labels, writes, number, labels, plan) })
  }
  const links = { pages: pagesOf(environment), rulesAt: versionOf(subject.trustedRef, environment) }
  const tense = writes.dryRun ? 'planned' : 'done'
  const present = unique(labelled.flatMap(({ labels }) => labels))
  const added = asShown(unique(labelled.flatMap(({ plan }) => plan.add)), present)
  const removed = unique(labelled.flatMap(({ plan }) => plan.remove))
  return {
    verdict: 'pass',
    reason: added.length + removed.length > 0 ? 'labels-changed' : 'labels-current',
    headline: headlineOf({ added: added.length, removed: removed.length, files: scopeSize }, tense),
    story: labelled.flatMap((each) => storyOf(each, tense)),
    summary: blocks(...labelled.map((each) => sectionOf(each, tense, links)), warningsSection(warnings)),
    showsWrites: plans.every(({ plan: { create } }) => create.length === 0),
    annotations: warnings.map(annotationOf),
    outputs: {
      'new-labels': added.join(','),
      'all-labels': present.join(','),
      'removed-labels': removed.join(','),
      decision: labelled.map(decisionOf),
      'scope-size': scopeSize,
    },
  }
}

function tooMany(number: number, total: number, scopeSize: number): Outcome<Contract> {
  return {
    verdict: 'fail',
    reason: 'too-many-labels',
    headline: `#${number} would have ${total} labels, and ${maxLabels} is the most that the forge takes; nothing was written`,
    story: [],
    summary: '',
    annotations: [],
    outputs: { 'scope-size': scopeSize },
  }
}

/** Returns names as the forge spells them in its answer, which is the spelling of the repository. */
function asShown(names: readonly string[], shown: readonly string[]): string[] {
  const spellings = new Map(shown.map((name) => [foldLabelName(name), name]))
  return names.map((name) => spellings.get(foldLabelName(name)) ?? name)
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)]
}
