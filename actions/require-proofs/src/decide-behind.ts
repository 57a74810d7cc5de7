import { listTouchedPaths } from '@suite/changes'
import type { Case, ProofFacts } from './case.ts'
import { ask, type CaseVerdict, decide, holds, type Question, type Terms } from './decide.ts'
import type { Move } from './moves.ts'

/**
 * Returns what a case requires if every change lands wherever it may; undefined if no change may land elsewhere.
 */
export function suppose(of: Case, terms: Terms): Question | undefined {
  const moves = of.moves ?? []
  if (moves.length === 0) return undefined
  const known = new Set(listTouchedPaths(of.files))
  const places = new Set(moves.flatMap(({ to }) => to).filter((path) => !known.has(path)))
  const supposed = [...places].map((path) => ({ path, status: 'modified' as const }))
  return ask({ ...of, files: [...of.files, ...supposed] }, terms)
}

/**
 * Returns the verdict on a case that passes at the head of its branch. It fails as behind its base if it would not
 * pass wherever its changes may land: if more proofs are then required, or if a proof itself may land elsewhere.
 */
export function decideBehind(
  verdict: CaseVerdict,
  supposed: Question,
  facts: ProofFacts,
  { findWaiver, now }: { readonly findWaiver: (label: string) => string | undefined; readonly now: Date },
): CaseVerdict {
  const moves = verdict.of.moves ?? []
  const moved = new Set(moves.filter(({ what }) => what !== 'carried').map(({ from }) => from))
  const atHead = new Map([...facts.atHead].filter(([path]) => !moved.has(path)))
  const there = decide(supposed, { ...facts, atHead }, findWaiver, now)
  const unknown = moves.filter(({ tooMany }) => tooMany)
  if (there.passes && unknown.length === 0) return verdict
  const wanting = there.verdicts.filter((each) => !holds(each))
  const paths = new Set(
    wanting.flatMap(({ requirement, proofs }) => [
      ...requirement.because.causes.map(({ path }) => path),
      ...proofs.map(({ path }) => path),
    ]),
  )
  const decisive = moves.flatMap((move) => decisivePart(move, paths))
  return { ...verdict, behind: decisive.length > 0 ? decisive : moves, passes: false }
}

/** Returns a move with the places that require proofs first; empty if no place does. */
function decisivePart(move: Move, paths: ReadonlySet<string>): Move[] {
  const to = move.to.filter((path) => paths.has(path))
  if (to.length > 0) return [{ ...move, to }]
  return move.tooMany || paths.has(move.from) ? [move] : []
}
