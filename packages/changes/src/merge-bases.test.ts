import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Commit } from './changes.ts'
import { commitsSince, findMergeBases } from './merge-bases.ts'

/** A history. The parents of a commit stand before it. */
type History = readonly (readonly number[])[]

const parents = fc.array(fc.nat(), { minLength: 1, maxLength: 2 })

/** Some histories have a second root, as when one repository was merged into another. */
const histories: fc.Arbitrary<History> = fc
  .array(fc.oneof({ weight: 9, arbitrary: parents }, fc.constant([])), { minLength: 1, maxLength: 14 })
  .map((rows) => [[], ...rows.map((row, at) => [...new Set(row.map((each) => each % (at + 1)))])])

function ancestorsIn(history: History, commit: number): Set<number> {
  return new Set([commit, ...(history[commit] ?? []).flatMap((parent) => [...ancestorsIn(history, parent)])])
}

/** The best common ancestors, as git defines them. */
function mergeBasesIn(history: History, base: number, head: number): number[] {
  const others = ancestorsIn(history, base)
  const common = [...ancestorsIn(history, head)].filter((commit) => others.has(commit))
  return common.filter(
    (commit) => !common.some((other) => other !== commit && ancestorsIn(history, other).has(commit)),
  )
}

/** What a forge lists of `to`: the commits that `from` does not have, or those since one of the merge bases. */
type Listing = (history: History, from: number, to: number) => number[]

const sinceBase: Listing = (history, from, to) => {
  const known = ancestorsIn(history, from)
  return [...ancestorsIn(history, to)].filter((commit) => !known.has(commit))
}
/** The first and the last merge base: of those of one second, git may choose another one in each direction. */
const sinceFirst: Listing = (history, from, to) =>
  sinceBase(history, mergeBasesIn(history, from, to)[0] ?? from, to)
const sinceLast: Listing = (history, from, to) =>
  sinceBase(history, mergeBasesIn(history, from, to).at(-1) ?? from, to)

function find(history: History, base: number, head: number, [list, listBack]: readonly [Listing, Listing?]) {
  const commitsOf = (listing: Listing, from: number, to: number): Commit[] =>
    listing(history, from, to)
      .sort((a, b) => a - b)
      .map((id) => ({ id: `${id}`, parents: (history[id] ?? []).map(String) }))
  const ahead = commitsOf(list, base, head)
  const found = findMergeBases({
    base: `${base}`,
    head: `${head}`,
    ahead,
    behind: listBack && (async () => commitsOf(listBack, head, base)),
    missing: async (from, to) => commitsOf(list, Number(from), Number(to)),
  })
  return { ahead, found }
}

const forges: readonly (readonly [string, readonly [Listing, Listing?]])[] = [
  ['GitHub', [sinceBase]],
  ['Gitea', [sinceFirst, sinceFirst]],
  ['Gitea, with commits of one second,', [sinceFirst, sinceLast]],
]

test.each(forges)(
  'no merge base is missing, even if two branches have merged each other many times: as %s lists commits',
  async (_, lists) => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), fc.nat(), async (history, one, other) => {
        const [base, head] = [one % history.length, other % history.length]
        const { found } = find(history, base, head, lists)
        expect((await found).map(Number).sort()).toEqual(mergeBasesIn(history, base, head).sort())
      }),
      { numRuns: 500 },
    )
  },
)

test.each(forges)(
  'no commit that the base already has counts as new: as %s lists commits',
  async (_, lists) => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), fc.nat(), async (history, one, other) => {
        const [base, head] = [one % history.length, other % history.length]
        const { ahead, found } = find(history, base, head, lists)
        const since = commitsSince(await found, ahead).map(({ id }) => Number(id))
        expect(since.sort()).toEqual(sinceBase(history, base, head).sort())
      }),
      { numRuns: 500 },
    )
  },
)

test.each<[string, History]>([
  ['two branches that have merged each other in one second', [[], [0], [0], [2, 1], [1, 2]]],
  ['two branches that both merged another repository', [[], [], [0, 1], [1, 0]]],
])('both merge bases are found of %s', async (_, history) => {
  const [base, head] = [history.length - 2, history.length - 1]
  for (const [, lists] of forges)
    for (const [from, to] of [
      [base, head],
      [head, base],
    ] as const)
      expect((await find(history, from, to, lists).found).map(Number).sort()).toEqual(
        mergeBasesIn(history, from, to).sort(),
      )
})
