import { counts, lcov } from './lcov.ts'
import { openChange, openProject } from './project.ts'
import type { RunOptions, Scene } from './scene.ts'

const before = 'export const a = () => 1\n'
const after = `${before}export const b = () => 2\n`

/**
 * Opens a pull request on the forge, which adds one line of code, and checks its merge out.
 *
 * @param marks the count of each line, such as `10`: the first line is run, the second is not
 */
export async function openPull({ judge, github }: Pick<Scene, 'judge' | 'github'>, marks: string) {
  const repository = await github().createRepository(`acme/shop-${crypto.randomUUID()}`)
  await repository.commit({ branch: 'main', files: { 'src/a.js': before } })
  const pull = await repository.openPullRequest({ files: { 'src/a.js': after } })
  const project = await openProject({ 'src/a.js': before })
  const opened = await openChange(project, { 'src/a.js': after })
  const measure = (now: string) => project.write({ 'coverage/lcov.info': lcov({ 'src/a.js': counts(now) }) })
  await measure(marks)
  const run = (inputs: Record<string, string>, access: 'read' | 'write' = 'write', more: RunOptions = {}) =>
    judge(project, opened, {
      repository: repository.fullName,
      number: pull.number,
      token: github().token({ permissions: { contents: 'read', 'pull-requests': access } }),
      inputs,
      ...more,
    })
  return { pull, run, measure }
}
