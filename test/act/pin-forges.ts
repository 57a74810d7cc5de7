import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { node20, type Trigger } from '@suite/testkit/core'
import { startGitea } from '@suite/testkit/gitea'
import { startGitHub } from '@suite/testkit/github'
import { onTestFinished } from 'vitest'
import { root } from '../../scripts/actions.ts'
import type { WorkflowRun } from './run-workflow.ts'
import type { Forge } from './runs.ts'

/** A forge with one commit on main, and what starts each of the workflows of pins. */
export interface PinForge extends Pick<WorkflowRun, 'forge' | 'token' | 'node'> {
  readonly 'publish-image': Trigger
  readonly 'pin-drift': Trigger
}

const files = { Dockerfile: 'FROM scratch\n' }

/** Starts a forge, which ends with the test. */
export const openPinForge: Readonly<Record<Forge, () => Promise<PinForge>>> = {
  async GitHub() {
    const github = await startGitHub()
    onTestFinished(() => github.close())
    const repository = await github.createRepository('acme/runtime')
    const after = await repository.commit({ branch: 'main', files })
    const push = await repository.trigger.push({ branch: 'main', before: null, after })
    const drift = await repository.trigger.schedule('17 * * * *')
    const token = github.token({ permissions: { contents: 'read' } })
    return { 'publish-image': push, 'pin-drift': drift, forge: github.forge, token, node: process.execPath }
  },
  async Gitea() {
    const gitea = await startGitea()
    onTestFinished(() => gitea.close())
    const repository = await gitea.createRepository('acme/runtime')
    await repository.commit({ branch: 'main', files })
    const push = await repository.trigger.push('main', null)
    const drift = await repository.trigger.workflowDispatch({})
    const token = gitea.token({ permissions: { contents: 'read' } })
    return { 'publish-image': push, 'pin-drift': drift, forge: gitea.forge, token, node: node20 }
  },
}

/** How long a run waits for a pin that never changes. */
export interface Patience {
  /** Only seconds, instead of the actions' default of one minute. */
  readonly impatient?: boolean
}

/** Writes a workflow of pins into a folder, and returns its path. */
export async function writePinWorkflow(
  id: string,
  folder: string,
  { impatient = false }: Patience,
): Promise<string> {
  const path = join(folder, `${id}.yml`)
  const text = await readFile(join(root, 'workflows-templates', `${id}.yml`), 'utf8')
  await writeFile(path, impatient ? text.replaceAll(/^( *)template: /gm, '$1timeout: 4s\n$&') : text)
  return path
}
