import type { LabelMatch, LabelRule } from '@suite/change-rules'
import type { Facts, Settings } from '../src/facts.ts'

/** The rule of a label, without conditions: the match says whether they hold. */
function ruleOf(name: string, more: Partial<LabelRule> = {}): LabelRule {
  const at = { file: '.github/labeler.yml', line: 1, column: 1 }
  return { name, at, blocks: [], sync: undefined, color: undefined, description: undefined, ...more }
}

export function matchOf(
  outcome: LabelMatch['outcome'],
  name: string,
  more: Partial<LabelRule> = {},
  paths: readonly string[] = outcome === 'matched' ? ['src/a.ts'] : [],
): LabelMatch {
  const at = { file: '.github/labeler.yml', line: 3, column: 9 }
  return {
    rule: ruleOf(name, more),
    outcome,
    causes: paths.slice(0, 10).map((path) => ({ on: 'changed-files', path, globs: ['src/**'], at })),
    causeCount: paths.length,
  }
}

/** Facts about #7, with only the given values. */
export function factsOf({
  labels = [],
  ...facts
}: Partial<Omit<Facts, 'pull'>> & { labels?: readonly string[] }): Facts {
  return {
    pull: {
      number: 7,
      title: 'Serve the orders',
      author: 'ada',
      head: { sha: 'a'.repeat(40), ref: 'orders' },
      base: { sha: 'b'.repeat(40), ref: 'main' },
      labels,
      changedFiles: 1,
      files: [{ path: 'src/a.ts', status: 'modified' }],
      filesFrom: 'list',
      isOpen: true,
      mayBeRebased: true,
    },
    matches: [],
    history: [],
    actor: undefined,
    repositoryLabels: undefined,
    ...facts,
  }
}

export const off: Settings = { syncLabels: false, createLabels: false }

export const bot = 'github-actions[bot]'
