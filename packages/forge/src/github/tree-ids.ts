import type { ForgeClient } from '../client.ts'
import * as answers from './answers.ts'
import type { Comparison } from './history.ts'

/** The ids of the trees of commits. The answer that lists a tree does not name it. */
export interface TreeIds {
  /** Takes the ids from a comparison that has been asked for: it names the trees of its commits. */
  expect(commits: readonly string[], comparison: Promise<Comparison | undefined>): void
  /** Returns the id of a commit's tree: from a comparison, or else from the commit itself. */
  of(commit: string): Promise<string>
}

export function createTreeIds(client: ForgeClient): TreeIds {
  const expected = new Map<string, Promise<string | undefined>>()
  const named = new Map<string, string>()
  return {
    expect(commits, comparison) {
      const ids = comparison.then(
        (found) => {
          for (const [commit, id] of found?.treeIds ?? []) named.set(commit, id)
        },
        // The failure is reported by the one who needs the comparison.
        () => {},
      )
      for (const commit of commits)
        expected.set(
          commit,
          ids.then(() => named.get(commit)),
        )
    },
    async of(commit) {
      return named.get(commit) ?? (await expected.get(commit)) ?? (await readTreeId(client, commit))
    },
  }
}

async function readTreeId(client: ForgeClient, commit: string): Promise<string> {
  const { data } = await client.ask({
    to: `find the tree of ${commit}`,
    permission: 'contents: read',
    route: 'GET /repos/{owner}/{repo}/git/commits/{id}',
    path: { id: commit },
    answer: answers.gitCommit(commit),
  })
  return data.tree.sha
}
