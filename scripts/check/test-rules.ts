import type { Problem } from '../../packages/errors/src/index.ts'

interface Rule {
  readonly found: RegExp
  readonly what: string
}

const rules: readonly Rule[] = [
  {
    found:
      /expect\([^\n]*(?:performance\.now|Date\.now|[mM]illiseconds|[eE]lapsed)[^\n]*\)\.toBeLess\w+\(\s*[\d_.]/,
    what: 'a wall-clock limit as correctness: count requests or attempts, or use process.cpuUsage() with a wide margin',
  },
  {
    found: /\b(?:test|it|describe)\b[^\n]*\{ timeout: [\d_]+ \}|^ *\}, [\d_]+\)$|^ *\},\n *[\d_]+,\n *\)$/,
    what: 'a time limit of its own: the limit in vitest.config.ts only finds tests that hang',
  },
  {
    found: /\b(?:testTimeout|hookTimeout)\b/,
    what: 'a time limit for a whole file: the limit in vitest.config.ts only finds tests that hang',
  },
  {
    found: /\bawait (?:pause|sleep|delay|setTimeout)\(|\bawait new Promise\([^\n]*\bsetTimeout\(/,
    what: 'a sleep: wait for the event itself',
  },
  {
    found: /\b(?:vi\.waitFor|vi\.waitUntil|expect\s*\.poll)\((?![\s\S]{0,400}?\b\d{3}_000\b)/,
    what: 'a wait that gives up after a second or so: give it minutes',
  },
]

/**
 * Returns where a test depends on the speed of the machine: each such pattern that the text of the file contains.
 *
 * @param file the name of the file in the problems
 */
export function findTestFaults(text: string, file: string): Problem[] {
  return rules.flatMap(({ found, what }) =>
    [...text.matchAll(new RegExp(found, 'gm'))].map(({ index }) => ({
      what,
      at: { file, line: text.slice(0, index).split('\n').length },
    })),
  )
}
