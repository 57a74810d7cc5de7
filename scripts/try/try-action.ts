import { checkInputs, findAction, seesWorkTree, type TriedAction } from './action.ts'
import { type Clone, differingFiles, readClone } from './clone.ts'
import { type Options, readOptions, usage } from './options.ts'
import { Refusal } from './refusal.ts'
import { runOnStandIn } from './stand-in.ts'
import { assumptionsOf, type Rules } from './tell.ts'
import { verdictOf } from './tell-verdict.ts'

interface Surroundings {
  /** Where the person stands. */
  readonly folder: string
  /** Where the bundles are. */
  readonly distribution: string
  readonly stop: Promise<unknown>
}

/**
 * Tries an action against the clone that a person stands in, and prints what was assumed and how it ended.
 * @returns the exit code: the action's own; 2 where it could not be tried
 */
export async function tryAction(
  args: readonly string[],
  { folder, distribution, stop }: Surroundings,
): Promise<number> {
  try {
    const options = readOptions(args)
    if (options === undefined) {
      console.log(usage)
      return 0
    }
    const action = await findAction(options.action, distribution)
    checkInputs(action.contract, options.inputs)
    const clone = await readClone(folder, options.base)
    console.log(assumptionsOf(action, clone, await rulesOf(action, clone, options.inputs), options))
    const run = await runOnStandIn(action, clone, options, stop)
    console.log(verdictOf(run, options))
    return run.outputs.verdict === undefined ? 1 : (run.exitCode ?? 1)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.error(error.message)
    return 2
  }
}

/**
 * Rule files are read as they were before the branch: a person who has just written one must be told. Undefined where
 * all files are read as they stand.
 */
async function rulesOf(
  { contract, event }: TriedAction,
  { folder, defaultBranch, head }: Clone,
  inputs: Options['inputs'],
): Promise<Rules | undefined> {
  const paths = Object.entries(contract.inputs)
    .filter(([name]) => name.endsWith('-path'))
    .map(([name, input]) => inputs[name] ?? input.default ?? '')
    .filter((path) => path !== '')
  if (paths.length === 0 || seesWorkTree(event)) return undefined
  return {
    branch: defaultBranch,
    changed: await differingFiles(folder, paths, [defaultBranch.sha, head.sha]),
  }
}
