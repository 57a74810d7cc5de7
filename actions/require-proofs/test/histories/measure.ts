import fc from 'fast-check'
import { lacksProof } from './oracle.ts'
import { isHonest, landsElsewhere, missedBy, type Tried } from './try.ts'

/** How many histories were judged, and how. */
export interface Counts {
  judged: number
  /** Those in which a change lands without the proof that it asks for. */
  lacking: number
  /** Those in which a path that asks for a proof changes, although the forge does not list it. */
  elsewhere: number
  /** Those in which nothing lands without its proof, and those of them that fail. */
  honest: number
  failed: number
}

const { HISTORIES, HISTORIES_SEED = '1', HISTORIES_PATH, HISTORIES_SHOW } = process.env
const expected = ['proofs-missing', 'branch-behind', 'proofs-present', 'no-duty', 'nothing-to-judge']

/**
 * Judges random histories, counts the verdicts and prints the counts. `HISTORIES` is how many times as many as by default, `HISTORIES_SEED`
 * gives others, with `HISTORIES_PATH` one is judged again,
 * and with `HISTORIES_SHOW` the honest ones that fail are printed.
 *
 * @throws Error with the smallest history that the gate lets through although something lands without its proof
 */
export async function measure<Drawn extends unknown[]>(
  drawn: fc.Arbitrary<Drawn>,
  judge: (drawn: Drawn) => Promise<Tried | undefined>,
  { runs, examples = [] }: { readonly runs: number; readonly examples?: readonly Drawn[] },
): Promise<Counts> {
  const counts: Counts = { judged: 0, lacking: 0, elsewhere: 0, honest: 0, failed: 0 }
  const property = fc.asyncProperty(drawn, async (each) => {
    const tried = await judge(each)
    if (tried === undefined) return
    count(counts, tried)
    const fault = faultOf(tried)
    if (fault !== undefined) throw new Error(fault)
  })
  const result = await fc.check(property, {
    seed: Number(HISTORIES_SEED),
    numRuns: runs * Number(HISTORIES ?? 1),
    ...(HISTORIES_PATH === undefined
      ? { examples: examples.map((each): [Drawn] => [each]) }
      : { path: HISTORIES_PATH }),
  })
  if (result.failed) throw new Error(describeFailure(result), { cause: result.errorInstance })
  process.stdout.write(`${describe(counts)}\n`)
  return counts
}

function count(counts: Counts, tried: Tried): void {
  counts.judged += 1
  if (tried.landings.some(lacksProof)) counts.lacking += 1
  if (landsElsewhere(tried)) counts.elsewhere += 1
  if (!isHonest(tried)) return
  counts.honest += 1
  if (tried.passes) return
  counts.failed += 1
  if (HISTORIES_SHOW !== undefined) process.stdout.write(`${describeTried(tried)}\n`)
}

/** Returns what is wrong with a verdict; undefined if nothing is. */
function faultOf(tried: Tried): string | undefined {
  const missed = missedBy(tried).map(
    ({ how, asking }) =>
      `${asking.join(', ')} ${asking.length === 1 ? 'lands' : 'land'} without a proof (${how})`,
  )
  const isExpected = expected.includes(tried.reason ?? '')
  if (missed.length === 0 && isExpected) return undefined
  const what = isExpected ? `The gate passes, and ${missed.join('; ')}.` : 'The gate gives no verdict.'
  return `${what}\n\n${describeTried(tried)}`
}

function describeTried({ words, printed }: Tried): string {
  const lines = printed.split('\n').filter((line) => !/^::(debug|add-mask)::/.test(line))
  return ['The history:', ...words.map((line) => `  ${line}`), '', ...lines].join('\n')
}

function describeFailure<Drawn>({
  seed,
  counterexamplePath,
  counterexample,
  errorInstance,
}: fc.RunDetails<Drawn>): string {
  const fault = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  const again = `HISTORIES_SEED=${seed} HISTORIES_PATH=${counterexamplePath}`
  return [
    fault,
    `As data: ${JSON.stringify(counterexample)}`,
    `To judge it again: ${again} npm test -- actions/require-proofs/test/histories.test.ts -t <name of this test>`,
  ].join('\n')
}

function describe({ judged, lacking, elsewhere, honest, failed }: Counts): string {
  const share = honest === 0 ? '' : ` (${((100 * failed) / honest).toFixed(1)} %)`
  return `${judged} histories: ${lacking} land something without its proof, ${elsewhere} at a path that the forge does not list; of ${honest} honest ones ${failed} fail${share}`
}
