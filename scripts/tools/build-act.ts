import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../shell.ts'

const module = 'github.com/nektos/act'
const terminals = 'github.com/creack/pty'

/**
 * Builds act so that it gives each step a pipe, as a real runner does. As published it gives each step a terminal, and
 * when a step fails, it does not wait until it has read what the step printed last. That is the message.
 *
 * @param program where to write the program
 */
export async function buildAct(version: string, program: string): Promise<void> {
  const found = await run('go', ['mod', 'download', '-json', `${module}@${version}`], { quiet: true })
  const source: string = JSON.parse(found).Dir
  const folder = await mkdtemp(join(tmpdir(), 'act-'))
  try {
    const modules = join(folder, 'act.mod')
    await copyFile(join(source, 'go.mod'), modules)
    await copyFile(join(source, 'go.sum'), join(folder, 'act.sum'))
    const none = join(import.meta.dirname, 'no-terminal')
    await run('go', ['mod', 'edit', '-replace', `${terminals}=${none}`, modules], { quiet: true })
    const built = ['-modfile', modules, '-tags', 'WITHOUT_DOCKER', '-o', program]
    await run('go', ['build', ...built, '.'], { cwd: source, quiet: true })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
