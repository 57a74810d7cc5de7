import { firstOf, posixShell, type Shell, visible } from '@suite/report'
import type { CaseVerdict } from './decide.ts'
import type { Move } from './moves.ts'

/** The maximum number of moves to list; more would not help. */
const mostMoves = 10

/** Returns plain lines: the paths that the base branch moved, and where the changes of the branch may land. */
export function movesOf({ of, behind = [] }: CaseVerdict): string[] {
  const base = visible(of.base ?? 'the base branch')
  const more = behind.length - mostMoves
  return [
    ...behind.slice(0, mostMoves).map((move) => `${sentenceOf(move, base)}, which requires a proof`),
    ...(more > 0 ? [`and ${more} more like that`] : []),
  ]
}

function sentenceOf({ what, from, to, tooMany }: Move, base: string): string {
  const path = visible(from)
  const places = tooMany ? 'more places than can be looked at' : firstOf(to, 3, (each) => visible(each))
  const only = to.length === 1
  if (what === 'edited')
    return only
      ? `${base} has moved ${path}, which this branch changes, to ${places}`
      : `${base} has moved or deleted ${path}, which this branch changes: the change may land in ${places}`
  if (what === 'added')
    return `${base} has moved the folder of ${path}, which this branch adds: it may land in ${places}`
  return `${base} has added ${path} to a folder that this branch has moved: it may land in ${places}`
}

/** Returns the command that updates a branch; undefined if the name of its base cannot be typed. */
export function updateOf(verdict: CaseVerdict, shell: Shell = posixShell): string | undefined {
  const steps = updateSteps(verdict, shell)
  return steps && shell.inSequence(steps)
}

/** Returns the same as commands in sequence. */
export function updateSteps({ of: { base } }: CaseVerdict, shell: Shell): readonly string[] | undefined {
  if (base === undefined || visible(base, Number.POSITIVE_INFINITY) !== base) return undefined
  const merge = `git merge ${shell.quote(`origin/${base}`)}`
  return [`git fetch origin ${shell.quote(base)}`, merge, 'git push']
}
