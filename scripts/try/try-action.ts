import { checkInputs, findAction, seesWorkTree, type TriedAction } from './action.ts'
import { type Clone, differingFiles, readClone } from './clone.ts'
import { describeAssumptions, printable, type Rules } from './describe-assumptions.ts'
import { describeVerdict } from './describe-verdict.ts'
import { type Options, readOptions, usage } from './options.ts'
import { Refusal } from './refusal.ts'
import { runOnStandIn } from './stand-in.ts'

interface Surroundings {
  /** The folder that the user is in. */
  readonly folder: string
  /** The folder of the bundles. */
  readonly distribution: string
  readonly stop: Promise<unknown>
}

/**
 * Tries an action on the clone that the user is in, and prints the assumptions and the result.
 * @returns the exit code: the action's own, or 2 if the action could not be tried
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
    console.log(describeAssumptions(action, clone, await rulesOf(action, clone, options.inputs), options))
    const run = await runOnStandIn(action, clone, options, stop)
    if (run.outputs.reason === 'tree-dirty') throw new Refusal(describeEdits(clone))
    console.log(describeVerdict(run, options))
    return run.outputs.verdict === undefined ? 1 : (run.exitCode ?? 1)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.error(error.message)
    return 2
  }
}

/** Returns why an action that found edits in the files of the change gives no answer. */
function describeEdits({ uncommitted }: Clone): string {
  const shown = uncommitted.slice(0, 10).map((path) => `  ${printable(path)}`)
  return [
    'No answer is possible: files of the change have edits that are not committed, so the tests ran on something else than the change.',
    ...shown,
    ...(uncommitted.length > shown.length ? [`  and ${uncommitted.length - shown.length} more`] : []),
    'Commit or stash them, run the tests again, and try again.',
  ].join('\n')
}

/**
 * Returns the rule files, which are read as they were before the branch, so that a user who has just changed one gets
 * a note. Returns undefined if all files are read as they are.
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
