import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatProblem } from '../../packages/errors/src/index.ts'
import { root } from '../actions.ts'
import { run } from '../shell.ts'
import { findTestFaults } from './test-rules.ts'

/**
 * Checks that no test depends on the speed of the machine.
 *
 * @throws Error that lists the tests that do
 */
export async function checkTests(): Promise<string> {
  const listed = await run('git', ['ls-files', '-z', '*.test.ts'], { quiet: true })
  const files = listed
    .split('\0')
    .filter((file) => file !== '' && file !== 'scripts/check/test-rules.test.ts')
  if (files.length === 0) throw new Error('git knows of no test')
  const problems = await Promise.all(
    files.map(async (file) => findTestFaults(await readFile(join(root, file), 'utf8'), file)),
  )
  const described = problems.flat().map((problem) => `  ${formatProblem(problem)}`)
  if (described.length > 0) throw new Error(described.join('\n'))
  return `${files.length} files`
}
