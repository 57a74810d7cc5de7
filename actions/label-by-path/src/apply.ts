import { foldLabelName } from '@suite/change-rules'
import { OutsideError } from '@suite/errors'
import type { RepositoryLabel } from '@suite/forge'
import { forgeReasons } from '@suite/forge/reasons'
import type { Writes } from '@suite/runner'
import type { Plan } from './decide.ts'
import type { Ports } from './ports.ts'

type PullRequests = Ports['pullRequests']

/**
 * Creates labels in the repository, each once however many pull requests ask for it. In a dry run nothing is sent.
 *
 * @throws OutsideError `write-not-confirmed` when an answer does not show the label
 */
export async function createLabels(
  pullRequests: Pick<PullRequests, 'createLabel' | 'repositoryLabels'>,
  writes: Writes,
  labels: readonly RepositoryLabel[],
): Promise<void> {
  const once = new Map(labels.map((label) => [foldLabelName(label.name), label]))
  await allOf(
    [...once.values()].map(async (label) => {
      const created = await writes.perform(`create the label ${label.name}`, () =>
        pullRequests.createLabel(label).catch(async (error) => {
          // Another run may have been faster: what counts is that the label is there.
          const known = await pullRequests.repositoryLabels().catch(() => [])
          const found = known.find(({ name }) => foldLabelName(name) === foldLabelName(label.name))
          if (found) return found
          throw error
        }),
      )
      if (created) confirm(`creating ${label.name}`, includes([created.name], label.name))
    }),
  )
}

/**
 * Writes a plan and returns the labels that the pull request then has, as the forge answers: added in one request,
 * and only then taken off, so that a swap leaves no moment without either. In a dry run nothing is sent, and what
 * is returned is what would be there.
 *
 * @throws OutsideError `write-not-confirmed` when an answer does not show what was written
 */
export async function applyPlan(
  pullRequests: Pick<PullRequests, 'addLabels' | 'removeLabel' | 'repositoryLabels'>,
  writes: Writes,
  number: number,
  present: readonly string[],
  { add, remove }: Pick<Plan, 'add' | 'remove'>,
): Promise<readonly string[]> {
  let labels: readonly string[] = [...present, ...add]
  if (add.length > 0) {
    const shown = await writes.perform(`add ${add.join(', ')} to #${number}`, () =>
      pullRequests.addLabels(number, add).catch(async (error) => {
        throw await nameMissing(error, pullRequests, add)
      }),
    )
    if (shown)
      confirm(
        `adding ${add.join(', ')} to #${number}`,
        add.every((label) => includes(shown, label)),
      )
    labels = shown ?? labels
  }
  const answers = await allOf(
    remove.map(async (label) => {
      const left = await writes.perform(`take ${label} off #${number}`, () =>
        pullRequests.removeLabel(number, label),
      )
      if (left) confirm(`taking ${label} off #${number}`, !includes(left, label))
      return left
    }),
  )
  // The removals run side by side: what each answer shows is there after all of them.
  const [first = labels, ...rest] = answers.filter((left) => left !== undefined)
  return first.filter((label) => !includes(remove, label) && rest.every((left) => includes(left, label)))
}

/** Waits for every write, also when one fails: what was written is known only then. */
async function allOf<Result>(writing: readonly Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(writing)
  return Promise.all(writing)
}

/**
 * Adding a label that the repository lacks creates it, which a token that may label may not be allowed to do; where
 * the forge is Gitea, it does nothing.
 */
async function nameMissing(
  error: unknown,
  pullRequests: Pick<PullRequests, 'repositoryLabels'>,
  add: readonly string[],
): Promise<unknown> {
  const isRefused =
    error instanceof OutsideError && ['permission-missing', 'write-not-confirmed'].includes(error.reason)
  if (!isRefused) return error
  const known = await pullRequests.repositoryLabels().catch(() => undefined)
  const missing =
    known &&
    add.filter(
      (label) =>
        !includes(
          known.map(({ name }) => name),
          label,
        ),
    )
  if (missing === undefined || missing.length === 0) return error
  return new OutsideError(
    error.declared,
    `${error.message}; the repository has no label ${missing.join(', ')}`,
    `${error.fix} With create-labels it is made as its rule declares it, which needs \`issues: write\`.`,
    { cause: error },
  )
}

function includes(names: readonly string[], wanted: string): boolean {
  const folded = foldLabelName(wanted)
  return names.some((name) => foldLabelName(name) === folded)
}

function confirm(what: string, holds: boolean): void {
  if (holds) return
  throw new OutsideError(
    forgeReasons['write-not-confirmed'],
    `${what} was accepted, but the answer does not show it`,
    'Look at the labels, then run again.',
  )
}
