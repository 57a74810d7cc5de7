import { foldLabelName } from '@suite/change-rules'
import { OutsideError } from '@suite/errors'
import type { Labels, RepositoryLabel } from '@suite/forge'
import { forgeReasons } from '@suite/forge/reasons'
import { applied, type Writes } from '@suite/runner'
import type { Plan } from './decide.ts'

/** A label that the repository does not have, and a pull request that needs it. */
export interface WantedLabel {
  readonly label: RepositoryLabel
  readonly number: number
}

/**
 * Creates labels in the repository, each once, even if several pull requests need it. A dry run sends nothing.
 *
 * @throws OutsideError `write-not-confirmed` if an answer does not show the label
 */
export async function createLabels(
  forge: Pick<Labels, 'create' | 'known'>,
  writes: Writes,
  wanted: readonly WantedLabel[],
): Promise<void> {
  const once = new Map(wanted.map((each) => [foldLabelName(each.label.name), each]))
  await allOf(
    [...once.values()].map(async ({ label, number }) => {
      const { result: created } = await writes.perform(`create the label ${label.name}`, async () =>
        applied(
          await forge.create(label, number).catch(async (error) => {
            // Another run may have been faster: what counts is that the label is there.
            const known = await forge.known().catch(() => [])
            const found = known.find(({ name }) => foldLabelName(name) === foldLabelName(label.name))
            if (found) return found
            throw error
          }),
        ),
      )
      if (created)
        confirm(`creating the label ${label.name}`, includes([created.name], label.name), 'the repository')
    }),
  )
}

/**
 * Writes a plan and returns the labels that the pull request has afterwards. It adds all labels in one request and
 * only then removes labels, so that the pull request has the old or the new labels at any moment. What was written is
 * read back from the pull request, because the answer to a write may come from something else than the forge. A dry
 * run sends nothing and returns the labels that would be there.
 *
 * @throws OutsideError `write-not-confirmed` if the forge does not show what was written
 */
export async function applyPlan(
  forge: Pick<Labels, 'of' | 'add' | 'remove' | 'known'>,
  writes: Writes,
  number: number,
  present: readonly string[],
  { add, remove }: Pick<Plan, 'add' | 'remove'>,
): Promise<readonly string[]> {
  if (add.length === 0 && remove.length === 0) return present
  const adding = `adding ${add.join(', ')} to #${number}`
  if (add.length > 0) {
    const { result: shown } = await writes.perform(`add ${add.join(', ')} to #${number}`, async () =>
      applied(
        await forge.add(number, add).catch(async (error) => {
          throw await nameMissing(error, forge, add)
        }),
      ),
    )
    const holds = (names: readonly string[]) => includesAll(names, add)
    if (shown && !holds(shown)) confirm(adding, holds(await readLabels(forge, number, holds)))
  }
  await allOf(
    remove.map((label) =>
      writes.perform(`take ${label} off #${number}`, async () => applied(await forge.remove(number, label))),
    ),
  )
  if (writes.dryRun) return [...present, ...add].filter((label) => !includes(remove, label))
  const left = await readLabels(
    forge,
    number,
    (names) => includesAll(names, add) && !remove.some((label) => includes(names, label)),
  )
  const still = remove.filter((label) => includes(left, label))
  confirm(`taking ${still.join(', ')} off #${number}`, still.length === 0)
  confirm(adding, includesAll(left, add))
  return left
}

/**
 * Returns the labels of the pull request. It reads again if they are not as expected, because a forge may answer
 * from an older copy.
 */
async function readLabels(
  forge: Pick<Labels, 'of'>,
  number: number,
  holds: (labels: readonly string[]) => boolean,
): Promise<readonly string[]> {
  let labels = await forge.of(number)
  for (let more = 2; more > 0 && !holds(labels); more -= 1) labels = await forge.of(number)
  return labels
}

/** Waits for every write, even if one fails, so that the outcome of all writes is known. */
async function allOf<Result>(writing: readonly Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(writing)
  return Promise.all(writing)
}

/**
 * Returns the error, with the missing labels named. Adding a label that the repository does not have creates it,
 * which a token that may label may not be allowed to do; on Gitea it does nothing.
 */
async function nameMissing(
  error: unknown,
  forge: Pick<Labels, 'known'>,
  add: readonly string[],
): Promise<unknown> {
  const isRefused =
    error instanceof OutsideError && ['permission-missing', 'write-not-confirmed'].includes(error.reason)
  if (!isRefused) return error
  const known = await forge.known().catch(() => undefined)
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

function includesAll(names: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((name) => includes(names, name))
}

function confirm(what: string, holds: boolean, where = 'the pull request'): void {
  if (holds) return
  throw new OutsideError(
    forgeReasons['write-not-confirmed'],
    `${what} was accepted, but ${where} does not show it`,
    'Look at the labels, then run again.',
  )
}
