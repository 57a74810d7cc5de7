import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatProblem } from '../../packages/errors/src/index.ts'
import { root } from '../actions.ts'
import { findCheckNameFaults } from './check-names.ts'
import { findWorkflowFaults } from './workflow-rules.ts'

/** Fails where a workflow that teams copy, or one of our own, takes the worth out of a gate or of its check. */
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
      return [...findWorkflowFaults(text, file), ...findCheckNameFaults(text, file)]
    }),
  )
  if (files.length === 0) throw new Error(`there is no workflow in ${folders.join(' or ')}`)
  const told = problems.flat().map(formatProblem)
  if (told.length > 0) throw new Error(told.map((line) => `  ${line}`).join('\n'))
  return `${files.length} files`
}
