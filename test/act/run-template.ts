import { readFile, realpath, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../../scripts/actions.ts'
import { pinTemplate } from '../../scripts/release/pin-template.ts'
import { ensureTool } from '../../scripts/tools/ensure-tool.ts'
import { runWorkflow, type WorkflowResult } from './run-workflow.ts'
import { renameCheckout, type Surroundings, standInsFor } from './stand-ins.ts'

const sha = '0123456789abcdef0123456789abcdef01234567'

type Files = Readonly<Record<string, string>>

/** What starts a template, and where. */
export type TemplateRun = Omit<Parameters<typeof runWorkflow>[0], 'act' | 'workflow' | 'repositories'>

/** How a template refers to the suite: as written, with `org` and `v1`, or pinned, with owner and commit. */
export interface Way {
  readonly pinned?: boolean
  /** The files of a checkout. */
  readonly files?: Files
  /** The job that reads the history of its checkout, and the folder of the repository. */
  readonly checkout?: { readonly inJob: string; readonly from: string }
  /** What else the workflow's third-party actions find. */
  readonly surroundings?: Omit<Surroundings, 'checkout'>
}

/**
 * Runs a template with the wrangler of this repository in the workspace.
 * @param suite the folder with the published actions
 * @param folder where to write
 */
export async function runTemplate(
  template: string,
  on: TemplateRun,
  { suite, folder }: { readonly suite: string; readonly folder: string },
  { pinned = false, files = {}, checkout, surroundings }: Way = {},
): Promise<WorkflowResult> {
  const act = await ensureTool('act')
  if ('missing' in act) throw new Error(act.missing)
  const workflow = join(root, 'workflows-templates', `${template}.yml`)
  const wrangler = await realpath(join(root, 'packages/testkit/node_modules/wrangler'))
  const given = { ...on, act: act.path, files, links: { 'node_modules/wrangler': wrangler } }
  const copy = join(folder, `${template}.yml`)
  if (!pinned) {
    if (checkout) await writeFile(copy, renameCheckout(await readFile(workflow, 'utf8'), checkout.inJob))
    const used = checkout ? copy : workflow
    const standIns = await standInsFor(used, folder, { ...surroundings, checkout: checkout?.from })
    return runWorkflow({ ...given, workflow: used, repositories: { 'org/actions@v1': suite, ...standIns } })
  }
  const owner = 'suite-owner'
  await writeFile(copy, pinTemplate(await readFile(workflow, 'utf8'), { owner, sha, version: '1.0.0' }))
  return runWorkflow({ ...given, workflow: copy, repositories: { [`${owner}/actions@${sha}`]: suite } })
}
