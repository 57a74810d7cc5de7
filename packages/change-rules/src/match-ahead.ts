import type { Condition, LabelRule, Pattern } from './rules.ts'

/** Lets other work run: signals, timers, answers. Is told what waits for it, and what would take less time. */
export type Pause = (what: string, instead: string) => Promise<void>

/** The number of steps after which `pause` is awaited: a few milliseconds of work. */
const STEPS_BETWEEN_PAUSES = 1_000_000

/**
 * Matches every glob of the rules with every path, with pauses in between. Returns the same rules with the stored
 * answers, so that evaluating them for these paths is only a look-up, and a run that matches for long can be stopped.
 */
export async function matchAhead<Rule extends Pick<LabelRule, 'blocks'>>(
  rules: readonly Rule[],
  paths: readonly string[],
  pause: Pause,
): Promise<readonly Rule[]> {
  const numbers = new Map(paths.map((path, number) => [path, number]))
  let steps = 0

  const answer = async (pattern: Pattern): Promise<Pattern> => {
    const answers = new Uint8Array(paths.length)
    for (const [number, path] of paths.entries()) {
      answers[number] = pattern.matches(path) ? 1 : 0
      // One more step, for a pattern whose comparison ends at the first character.
      steps += (pattern.cost + 1) * (path.length + 1)
      if (steps < STEPS_BETWEEN_PAUSES) continue
      steps = 0
      await pause(
        'matching the globs with the paths',
        'write rules that cost less: fewer alternatives in braces, fewer wildcards',
      )
    }
    return {
      ...pattern,
      matches: (path) => {
        const number = numbers.get(path)
        return number === undefined ? pattern.matches(path) : answers[number] === 1
      },
    }
  }
  const answerAll = async (condition: Condition): Promise<Condition> =>
    condition.on === 'changed-files'
      ? { ...condition, globs: await inTurn(condition.globs, answer) }
      : condition
  return inTurn(rules, async (rule) => ({
    ...rule,
    blocks: await inTurn(rule.blocks, async (block) => ({
      ...block,
      conditions: await inTurn(block.conditions, answerAll),
    })),
  }))
}

async function inTurn<Item, Result>(
  items: readonly Item[],
  change: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (const item of items) results.push(await change(item))
  return results
}
