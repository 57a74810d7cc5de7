import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Commit } from './changes.ts'
import { findMergeBases } from './merge-bases.ts'

/** A history: the parents of each commit are before it. */
type History = readonly (readonly number[])[]

const histories: fc.Arbitrary<History> = fc
  .array(fc.array(fc.nat(), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 14 })
  .map((rows) => [[], ...rows.map((row, at) => [...new Set(row.map((each) => each % (at + 1)))])])

function ancestorsIn(history: History, commit: number): Set<number> {
  return new Set([commit, ...(history[commit] ?? []).flatMap((parent) => [...ancestorsIn(history, parent)])])
}

/** As git defines them. */
function mergeBasesIn(history: History, base: number, head: number): number[] {
  const others = ancestorsIn(history, base)
  const common = [...ancestorsIn(history, head)].filter((commit) => others.has(commit))
  return common.filter(
    (commit) => !common.some((other) => other !== commit && ancestorsIn(history, other).has(commit)),
  )
}

/** What a forge lists: the commits of `to` since all of `from`, or since one merge base alone. */
type Listing = (history: History, from: number, to: number) => number[]

const sinceBase: Listing = (history, from, to) => {
  const known = ancestorsIn(history, from)
  return [...ancestorsIn(history, to)].filter((commit) => !known.has(commit))
}
const sinceMergeBase: Listing = (history, from, to) =>
  sinceBase(history, mergeBasesIn(history, from, to)[0] ?? from, to)

test.each<[string, Listing]>([
  ['GitHub', sinceBase],
  ['Gitea', sinceMergeBase],
])(
  'no merge base is left out, however often two branches have merged each other: as %s lists commits',
  async (_, list) => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), fc.nat(), async (history, one, other) => {
        const [base, head] = [one % history.length, other % history.length]
        const commitsOf = (from: number, to: number): Commit[] =>
          list(history, from, to)
            .sort((a, b) => a - b)
            .map((id) => ({ id: `${id}`, parents: (history[id] ?? []).map(String) }))
        const found = await findMergeBases({
          base: `${base}`,
          head: `${head}`,
          ahead: commitsOf(base, head),
          behind: async () => commitsOf(head, base),
          missing: async (from, to) => commitsOf(Number(from), Number(to)),
        })
        expect(found.map(Number).sort()).toEqual(mergeBasesIn(history, base, head).sort())
      }),
      { numRuns: 500 },
    )
  },
)
