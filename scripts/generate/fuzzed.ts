import type { FuzzedTarget } from '../measured/fuzzed-target.ts'
import type { Measured } from '../measured/measured.ts'
import { renderTable } from './render-table.ts'
import { replaceGenerated } from './replace-generated.ts'

/**
 * Returns README.md with its table of the fuzz renewed.
 * @throws Error if the page lacks its markers
 */
export function renewFuzzed(
  page: string,
  names: readonly string[],
  measured: Measured<FuzzedTarget>,
): string {
  return replaceGenerated(page, 'fuzz', renderFuzzed(names, measured), 'README.md')
}

/** Returns a row for each target, also for one that was never fuzzed. */
export function renderFuzzed(names: readonly string[], measured: Measured<FuzzedTarget>): string {
  const number = (count: number) => count.toLocaleString('en')
  const rows = names.map((name) => {
    const fuzzed = measured[name]
    if (fuzzed === undefined) return [`\`${name}\``, '**not run**', '', '', '', '', '']
    const { seconds, inputs, read, shapes, hasFault, seed, commit } = fuzzed
    const counts = [seconds, inputs, read, shapes].map(number)
    return [`\`${name}\``, ...counts, hasFault ? '**a fault**' : 'none', `seed ${seed}, \`${commit}\``]
  })
  return renderTable(
    ['Parser', 'Seconds', 'Inputs', 'Could be read', 'Shapes timed', 'Faults', 'Repeat with'],
    rows,
  )
}
