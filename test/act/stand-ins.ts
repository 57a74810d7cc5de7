import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const renamed = 'stand-ins/checkout'

/**
 * Returns a workflow in which the jobs from this one on do not use `actions/checkout`, which act never runs, but an
 * action that is replaced.
 */
export function renameCheckout(workflow: string, job: string): string {
  const at = workflow.indexOf(`\n  ${job}:\n`)
  if (at < 0) throw new Error(`the workflow has no job ${job}`)
  return workflow.slice(0, at) + workflow.slice(at).replaceAll('actions/checkout@', `${renamed}@`)
}

/**
 * Returns local actions for the third-party actions that a workflow uses by commit, which a runner would download.
 * What they install is already here, so small actions replace them. `setup-node` provides the Node of this process.
 * Artifacts are kept in a folder. act itself takes the working folder as the checkout, without its history: for a
 * workflow that reads the history, use `renameCheckout` first.
 * @param folder where to write them
 * @param checkout the repository that a renamed checkout fetches from
 */
export async function standInsFor(
  workflow: string,
  folder: string,
  checkout?: string,
): Promise<Record<string, string>> {
  const used = (await readFile(workflow, 'utf8')).match(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40}/g) ?? []
  const names = [...new Set(used.map((line) => line.slice('uses: '.length)))]
  const artifacts = await mkdtemp(join(folder, 'artifacts-'))
  const pairs = names.map(async (name) => {
    const at = join(folder, 'stand-ins', name)
    await mkdir(at, { recursive: true })
    const env = { ARTIFACT: `${artifacts}/\${{ inputs.name }}`, WHERE: '${{ inputs.path }}' }
    const step = { run: commandOf(name, checkout), shell: 'bash', env }
    const inputs = { name: { default: '' }, path: { default: '' } }
    const action = { name, inputs, runs: { using: 'composite', steps: [step] } }
    await writeFile(join(at, 'action.yml'), JSON.stringify(action))
    return [name, at] as const
  })
  return Object.fromEntries(await Promise.all(pairs))
}

function commandOf(name: string, checkout: string | undefined): string {
  const [action = ''] = name.split('@')
  const fetch = `git init --quiet && git fetch --quiet --depth=2 'file://${checkout}' "$GITHUB_REF"`
  const commands: Readonly<Record<string, string>> = {
    'actions/setup-node': `echo '${dirname(process.execPath)}' >> "$GITHUB_PATH"`,
    [renamed]: `${fetch} && git checkout --quiet --force --detach FETCH_HEAD`,
    // Of one file, an artifact has only its name; what is not there fails.
    'actions/upload-artifact': 'mkdir -p -- "$ARTIFACT" && cp -- "$WHERE" "$ARTIFACT/"',
    'actions/download-artifact': 'mkdir -p -- "$WHERE" && cp -R -- "$ARTIFACT/." "$WHERE/"',
  }
  return commands[action] ?? 'true'
}
