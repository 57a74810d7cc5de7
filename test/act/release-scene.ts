import { chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Trigger } from '@suite/testkit/core'
import { type ArchiveHost, deno, startArchiveHost } from '@suite/testkit/deno'
import { onTestFinished } from 'vitest'
import { root } from '../../scripts/actions.ts'
import { ensureTool } from '../../scripts/tools/ensure-tool.ts'
import { runWorkflow, type WorkflowResult } from './run-workflow.ts'
import { renameCheckout, standInsFor } from './stand-ins.ts'

type Run = Parameters<typeof runWorkflow>[0]

/** A forge with one repository, whose default branch has the program. */
export interface ReleaseForge extends Pick<Run, 'forge' | 'token' | 'node'> {
  /** The bare repository. */
  readonly folder: string
}

/** What differs from a run as it should be. */
export interface ReleaseChange {
  readonly variables?: Readonly<Record<string, string>>
  /** Changes the text of the workflow. */
  readonly edit?: (workflow: string) => string
  /** The runner has no artifacts between jobs. */
  readonly noArtifacts?: boolean
}

export interface ReleaseScene {
  readonly archives: ArchiveHost
  /** Runs a template, with the runner of this machine alone. */
  run(template: string, on: Trigger, change?: ReleaseChange): Promise<WorkflowResult>
}

/** The version that `deno.json` of the program has, and that its binary prints. */
export const version = '1.2.3'

/** What a program is written in. With `js`, its types are not checked, which takes most of the time of a release. */
export type Language = 'ts' | 'js'

/** The program of the releases, with the `deno.json` of the runbook. */
export async function readProgram(language: Language): Promise<Record<string, string>> {
  const page = await readFile(join(root, 'workflows-templates/starter/docs/releases.md'), 'utf8')
  const example = JSON.parse(/```json\n([^`]*)```/.exec(page)?.[1] ?? '')
  return {
    'deno.json': `${JSON.stringify({ ...example, version }, null, 2)}\n`,
    [`main.${language}`]: 'console.log(Deno.env.get("NO_COLOR"));\n',
    [`main_test.${language}`]: 'Deno.test("the program is tested", () => {});\n',
  }
}

/**
 * Starts a host of runtimes that print the version, and returns how a template is run with it.
 * @param suite the folder with the published actions
 * @param folder where to write
 * @param language what the program is written in
 */
export async function openReleaseScene(
  { forge, token, node, folder: repository }: ReleaseForge,
  {
    suite,
    folder,
    language,
  }: { readonly suite: string; readonly folder: string; readonly language: Language },
): Promise<ReleaseScene> {
  const act = await ensureTool('act')
  if ('missing' in act) throw new Error(act.missing)
  if ('missing' in deno) throw new Error(deno.missing)
  const archives = await startArchiveHost({ version: deno.version, prints: `my-tool ${version}` })
  onTestFinished(() => archives.close())
  const at = await mkdtemp(join(folder, 'release-'))
  const programs = await writeGh(at)
  const program = deno.program
  return {
    archives,
    async run(template, on, { variables = {}, edit = (text: string) => text, noArtifacts = false } = {}) {
      const text = await readFile(join(root, 'workflows-templates', `${template}.yml`), 'utf8')
      const workflow = join(at, `${template}.yml`)
      const adopted = text.replace(/^( *entrypoint): main\.ts$/m, `$1: main.${language}`)
      await writeFile(workflow, edit(onThisMachine(renameCheckout(adopted, 'build'), archives)))
      const standIns = await standInsFor(workflow, at, { checkout: repository, deno: program, noArtifacts })
      return runWorkflow({
        on,
        forge,
        token,
        node,
        programs,
        variables,
        workflow,
        act: act.path,
        repositories: { 'org/actions@v1': suite, ...standIns },
        environment: {
          GITHUB_WORKFLOW_REF: `${on.repository}/.github/workflows/${template}.yml@${on.ref}`,
          // Of the task alone: the action has a cache of its own.
          DENO_DIR: join(folder, 'deno'),
          DENO_NO_UPDATE_CHECK: '1',
        },
      })
    },
  }
}

/**
 * Takes the runtimes from the host, and leaves out the systems that have no runner here. act knows no permission
 * `artifact-metadata`, and gives every job the same token anyway.
 */
function onThisMachine(text: string, archives: ArchiveHost): string {
  return text
    .replace(/^( *)deno-version: [\d.]+\n(?= *#)/m, `$&$1denort-url: ${archives.url}/release\n`)
    .replaceAll(/^ *artifact-metadata: .*\n/gm, '')
    .replaceAll(/^ *- \{ target: (?!x86_64-unknown-linux-gnu)[^\n]*\n/gm, '')
}

async function writeGh(folder: string): Promise<string> {
  const programs = await mkdtemp(join(folder, 'programs-'))
  const path = join(programs, 'gh')
  await writeFile(
    path,
    `#!/bin/sh\nexec '${process.execPath}' '${join(import.meta.dirname, 'gh.ts')}' "$@"\n`,
  )
  await chmod(path, 0o755)
  return programs
}
