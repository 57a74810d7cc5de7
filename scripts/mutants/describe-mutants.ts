/** One change of a source file, and the result of the tests. Lines and columns start at 1. */
export interface Mutant {
  readonly mutatorName: string
  readonly replacement?: string | undefined
  readonly status: string
  readonly location: { readonly start: Position; readonly end: Position }
}

interface Position {
  readonly line: number
  readonly column: number
}

/**
 * Returns the mutation score of a file, and the mutants that survived as the lines before and after the change.
 * @throws Error if there is no mutant, because then nothing was measured
 */
export function describeMutants(file: string, source: string, mutants: readonly Mutant[]): string {
  const count = (status: string) => mutants.filter((each) => each.status === status).length
  const killed = count('Killed') + count('Timeout')
  const alive = mutants
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .sort((a, b) => a.location.start.line - b.location.start.line)
  const judged = killed + alive.length
  if (judged === 0) throw new Error(`${file} has no mutant to judge: nothing was measured`)
  const score = `${file}: ${((100 * killed) / judged).toFixed(1)} % killed (${killed} of ${judged} mutants)`
  return [...alive.map((mutant) => describeSurvivor(file, source, mutant)), score].join('\n\n')
}

function describeSurvivor(file: string, source: string, mutant: Mutant): string {
  const { start, end } = mutant.location
  const lines = source.split('\n').slice(start.line - 1, end.line)
  const head = (lines[0] ?? '').slice(0, start.column - 1)
  const tail = (lines.at(-1) ?? '').slice(end.column - 1)
  const changed = `${head}${mutant.replacement ?? ''}${tail}`.split('\n')
  const why = mutant.status === 'NoCoverage' ? 'no test runs this' : 'all tests still pass'
  return [
    `${file}:${start.line} ${mutant.mutatorName}: ${why}`,
    ...lines.map((line) => `- ${line}`),
    ...changed.map((line) => `+ ${line}`),
  ].join('\n')
}
