import type { Host } from '@suite/testkit/core'

/** How the action names itself in its requests; wrangler has another name. */
export const isOwn = (headers: { readonly 'user-agent'?: string | undefined }) =>
  headers['user-agent']?.startsWith('actions-wrangler-deploy') ?? false

/** What a run could see of something that somebody else changes. */
export interface LastRead<State> {
  /** Returns the state that the run began with: as its first read had it. */
  found(): State
  /** Returns the state that the run must have judged: as it is now, or as the last read before the change had it. */
  judged(): State
  /** Changes the state as somebody else does. */
  change(act: () => unknown): Promise<void>
}

/**
 * Keeps a state as each read of the action finds it. What somebody else changes after the last read of a run, no run can see.
 *
 * @param reads the path of the requests that read it
 */
export function followReads<State>(host: Host, reads: RegExp, take: () => State): LastRead<State> {
  let first: State | undefined
  let seen: State | undefined
  let changed = false
  host.watch({
    after({ method, path, headers }) {
      if (method !== 'GET' || !reads.test(path) || !isOwn(headers)) return
      seen = take()
      first ??= seen
    },
  })
  return {
    found: () => first ?? take(),
    judged: () => (changed && seen !== undefined ? seen : take()),
    async change(act) {
      changed = true
      await act()
    },
  }
}
