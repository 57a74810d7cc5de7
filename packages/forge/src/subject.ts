import { objectId } from '@suite/changes'
import { commonReasons, UsageError } from '@suite/errors'
import * as z from 'zod/mini'
import type { Expectation } from './ports/pull-requests.ts'

/** The subject of a run, from its event, and the ref for its rules, which the author of the change cannot write. */
export type Subject = { readonly trustedRef: string } & (
  | { readonly kind: 'pull-requests'; readonly numbers: readonly number[]; readonly expectation: Expectation }
  | {
      readonly kind: 'merge-group'
      readonly base: string
      readonly head: string
      /** The pull request that the queue's branch is named after. */
      readonly numbers: readonly number[]
    }
  /** `before` is missing for a new branch. */
  | {
      readonly kind: 'push'
      readonly before: string | undefined
      readonly after: string
      readonly ref: string
    }
  /** Also a tag. */
  | { readonly kind: 'branch-deleted'; readonly ref: string }
)

const sha = z.string().check(z.regex(objectId))
const branchName = z.string().check(z.minLength(1))
const fullBranch = z.string().check(z.regex(/^refs\/heads\/./))
const repository = z.object({
  default_branch: branchName,
  size: z.optional(z.number()),
})
const pullRequestEvent = z.object({
  repository,
  pull_request: z.object({
    number: z.int().check(z.positive()),
    changed_files: z.optional(z.int()),
    base: z.object({ ref: branchName, sha }),
    head: z.object({ sha }),
  }),
})
const mergeGroupEvent = z.object({
  merge_group: z.object({ base_sha: sha, head_sha: sha, base_ref: fullBranch, head_ref: fullBranch }),
})
const pushEvent = z.object({
  repository,
  before: sha,
  after: sha,
  ref: z.string().check(z.regex(/^refs\/./)),
})
const anyEvent = z.object({ repository })

/**
 * Returns the subject of a run. The numbers of `pr-number` replace the event's pull request.
 *
 * Rules are read from a ref that the author of the change cannot write: on `pull_request_target` the default branch,
 * whose workflow GitHub runs, while Gitea runs that of the base branch; on `pull_request` and reviews the base branch,
 * because the commit of the run is the author's merge; in a merge queue the branch it merges to; on a push the default
 * branch, as it was before if that is what was pushed to.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 * @throws UsageError `event-unsupported` if the payload has another shape than the forge's, or there is no number
 */
export function readSubject(
  event: { readonly name: string; readonly payload: unknown },
  numbers: readonly number[] = [],
  forge: 'github' | 'gitea' = 'github',
): Subject {
  const defaultBranch = () => branch(parse(anyEvent, event).repository.default_branch)
  if (numbers.length > 0)
    return { kind: 'pull-requests', numbers, expectation: {}, trustedRef: defaultBranch() }
  switch (event.name) {
    case 'pull_request_target':
    case 'pull_request':
    case 'pull_request_review': {
      const { pull_request: pull, repository: about } = parse(pullRequestEvent, event)
      return {
        kind: 'pull-requests',
        numbers: [pull.number],
        expectation: {
          base: pull.base.sha,
          baseRef: pull.base.ref,
          head: pull.head.sha,
          // A review's payload does not count the files.
          ...(pull.changed_files === undefined ? {} : { changedFiles: pull.changed_files }),
          ...(about.size === undefined ? {} : { repositoryKilobytes: about.size }),
        },
        trustedRef:
          event.name === 'pull_request_target' && forge === 'github'
            ? defaultBranch()
            : branch(pull.base.ref),
      }
    }
    case 'merge_group': {
      const { merge_group: group } = parse(mergeGroupEvent, event)
      const number = /\/pr-(\d{1,15})-[0-9a-f]{40,64}$/.exec(group.head_ref)?.[1]
      return {
        kind: 'merge-group',
        base: group.base_sha,
        head: group.head_sha,
        numbers: number === undefined ? [] : [Number(number)],
        trustedRef: group.base_ref,
      }
    }
    case 'push': {
      const { before, after, ref, repository: about } = parse(pushEvent, event)
      if (isNone(after)) return { kind: 'branch-deleted', ref, trustedRef: defaultBranch() }
      if (isNone(before)) return { kind: 'push', before: undefined, after, ref, trustedRef: defaultBranch() }
      // The earlier commit of any other branch is its author's own.
      const trustedRef = ref === branch(about.default_branch) ? before : defaultBranch()
      return { kind: 'push', before, after, ref, trustedRef }
    }
    default:
      throw new UsageError(
        commonReasons['event-unsupported'],
        `the event ${JSON.stringify(event.name)} names no pull request`,
        'Give pr-number, or run on an event of a pull request.',
      )
  }
}

/** Returns a full name: a short one could also name a tag. */
function branch(name: string): string {
  return `refs/heads/${name}`
}

function isNone(commit: string): boolean {
  return /^0+$/.test(commit)
}

function parse<Shape>(
  shape: z.ZodMiniType<Shape>,
  event: { readonly name: string; readonly payload: unknown },
): Shape {
  const parsed = z.safeParse(shape, event.payload)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'payload'}: ${message}`)
  throw new UsageError(
    commonReasons['event-unsupported'],
    `the payload of ${event.name} is not as the forge sends it: ${wrong.join('; ')}`,
    'Run on an event of the forge itself, not one made up by another workflow.',
  )
}
