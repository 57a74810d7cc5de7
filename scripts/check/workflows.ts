import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatProblem } from '../../packages/errors/src/index.ts'
import { root } from '../actions.ts'
import { findCheckNameFaults } from './check-names.ts'
import { findReleaseFaults } from './release-rules.ts'
import { findWorkflowFaults } from './workflow-rules.ts'

/**
 * Checks the workflows that teams copy, and our own, for anything that makes a gate or its check worthless.
 *
 * @throws Error that lists the problems, or says that there is no workflow
 */
export async function checkWorkflows(): Promise<string> {
  const folders = ['workflows-templates', '.github/workflows']
  const listed = folders.map(async (folder) =>
    (await readdir(join(root, folder)))
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => `${folder}/${name}`),
  )
  const files = (await Promise.all(listed)).flat()
  const problems = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(root, file), 'utf8')
      return [findWorkflowFaults, findCheckNameFaults, findReleaseFaults].flatMap((rule) => rule(text, file))
    }),
  )
  if (files.length === 0) throw new Error(`there is no workflow in ${folders.join(' or ')}`)
  const described = problems.flat().map(formatProblem)
  if (described.length > 0) throw new Error(described.map((line) => `  ${line}`).join('\n'))
  return `${files.length} files`
}
