import type { Trigger } from '../core/runner-environment.ts'
import { repositoryJson, userJson } from './present.ts'
import type { PullState, RepositoryState, State } from './state.ts'

/** The commit and the ref of a workflow run, and the branches of its pull request. */
type RunOrigin = Pick<Trigger, 'sha' | 'ref'> & Partial<Trigger>

/** What the triggers of all events need. */
export interface TriggerBuilder {
  readonly state: State
  readonly repository: RepositoryState
  /** Returns the trigger of an event, with the members that every payload has. */
  build(name: string, on: RunOrigin, actor: string, payload: Record<string, unknown>): Trigger
  /** Returns the origin of a run on a branch, by default the default branch. */
  onBranch(branch?: string): Promise<RunOrigin>
  /** @throws Error if there is no such pull request */
  findPull(number: number): PullState
}

/** Returns the builder of a repository's triggers. */
export function createTriggerBuilder(state: State, repository: RepositoryState): TriggerBuilder {
  return {
    state,
    repository,
    build: (name, on, actor, payload) => ({
      ...on,
      actor,
      repository: repository.fullName,
      event: {
        name,
        payload: {
          ...payload,
          repository: repositoryJson(state, repository),
          organization: { login: repository.owner },
          sender: userJson(state, actor),
        },
      },
    }),
    onBranch: async (branch = repository.defaultBranch) => ({
      sha: (await repository.store.resolve(branch)) ?? '',
      ref: `refs/heads/${branch}`,
    }),
    findPull(number) {
      const pull = repository.pulls.get(number)
      if (!pull) throw new Error(`${repository.fullName} has no pull request ${number}`)
      return pull
    },
  }
}
