import { createGitChanges } from '@suite/changes/clone'
import { expect, onTestFinished, test } from 'vitest'
import { drawHistory, type Habits } from './histories/history.ts'
import { type Judged, judge } from './histories/judged.ts'
import { changedPaths, followings, treeOfMerge, treeOfRebase } from './histories/landings.ts'
import { createRepository } from './histories/repository.ts'

/** To run more of them: HISTORIES=2000 npm test -- actions/require-proofs/test/histories.test.ts */
const count = Number(process.env.HISTORIES ?? 60)
const minutes = 60_000

const wild: Habits = {
  moveFile: 25,
  moveFolder: 15,
  remove: 10,
  add: 25,
  merge: 25,
  cross: 20,
  length: 3,
  changes: 3,
}
/** As people work: nine of ten changes edit or add. */
const usual: Habits = {
  ...wild,
  moveFile: 4,
  moveFolder: 2,
  remove: 4,
  add: 20,
  merge: 10,
  cross: 2,
  changes: 4,
}

const asksForProof = (path: string) => path.startsWith('api/src/') || path === 'api/wrangler.toml'

function missedBy({ changed, possible, fails }: Judged, paths: readonly string[]): string[] {
  return fails ? [] : paths.filter((path) => !changed.has(path) && !possible.has(path))
}

async function draw(habits: Habits) {
  const histories = Array.from({ length: count }, (_, seed) => drawHistory(seed + 1, habits))
  const repository = await createRepository(histories)
  onTestFinished(() => repository.close())
  const changes = createGitChanges(repository.folder, new AbortController().signal)
  const branches = histories.map(({ base, head }, seed) => ({
    base: repository.ids[seed]?.[base] ?? '',
    head: repository.ids[seed]?.[head] ?? '',
  }))
  return { repository, changes, branches }
}

test(
  'no path that a real merge, squash or rebase changes escapes the gate, whatever was moved on either side',
  async () => {
    const { repository, changes, branches } = await draw(wild)
    const seen = { merges: 0, rebases: 0, moved: 0 }
    for (const [seed, { base, head }] of branches.entries()) {
      const [byTrees, ...ways] = await Promise.all([
        judge(changes, { base, head, merge: undefined }),
        ...followings.map(async (following) => {
          const [merged, rebased] = await Promise.all([
            treeOfMerge(repository, [base, head], following),
            treeOfRebase(repository, [base, head], following),
          ])
          if (merged === undefined) return { trees: [rebased] }
          const merge = await repository.git('commit-tree', '-m', 'x', '-p', base, '-p', head, merged)
          const byMerge = await judge(changes, { base, head, merge: merge?.trim() })
          return { trees: [merged, rebased], byMerge }
        }),
      ])
      for (const { trees, byMerge } of ways)
        for (const tree of trees.filter((each) => each !== undefined)) {
          const paths = await changedPaths(repository, base, tree)
          for (const [by, judged] of Object.entries({ trees: byTrees, merge: byMerge ?? byTrees }))
            expect({ seed: seed + 1, by, tree, missed: missedBy(judged, paths) }).toMatchObject({
              missed: [],
            })
          seen.moved += paths.filter((path) => !byTrees.changed.has(path)).length
        }
      seen.merges += ways.filter(({ byMerge }) => byMerge).length
      seen.rebases += ways.filter(({ trees }) => trees.at(-1) !== undefined).length
    }
    // Otherwise the test would show nothing.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0)
  },
  10 * minutes,
)

test(
  'a branch that is behind rarely fails for changes that do not land, if the forge has no test merge',
  async ({ annotate }) => {
    const { repository, changes, branches } = await draw(usual)
    let honest = 0
    let failed = 0
    for (const { base, head } of branches) {
      const tried = followings.map((following) => treeOfMerge(repository, [base, head], following))
      const merges = (await Promise.all(tried)).filter((tree) => tree !== undefined)
      const history = await changes.history(base, head)
      if (merges.length === 0 || history.mergeBases[0] === base || history.commits.length === 0) continue
      const landed = (await Promise.all(merges.map((tree) => changedPaths(repository, base, tree)))).flat()
      const { changed, possible, fails } = await judge(changes, { base, head, merge: undefined })
      if ([...changed, ...landed].some(asksForProof)) continue
      honest += 1
      if (fails || [...possible].some(asksForProof)) failed += 1
    }
    await annotate(
      `${failed} of ${honest} branches that are behind, change nothing that asks for a proof and fail`,
    )
    expect(honest).toBeGreaterThan(0)
    expect(failed / honest).toBeLessThan(0.05)
  },
  10 * minutes,
)
