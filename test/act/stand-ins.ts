import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const renamed = 'stand-ins/checkout'

/** What a workflow's third-party actions find here. */
export interface Surroundings {
  /** The repository that a renamed checkout fetches from. */
  readonly checkout?: string | undefined
  /** The program that `setup-deno` provides. */
  readonly deno?: string | undefined
  /** The runner has no artifacts between jobs, as Gitea's before 3.0.0. */
  readonly noArtifacts?: boolean
}

/** A small action in the place of one that a runner would download. */
interface StandIn {
  readonly run: string
  /** Outputs that the script writes. */
  readonly outputs?: readonly string[]
}

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
 */
export async function standInsFor(
  workflow: string,
  folder: string,
  surroundings: Surroundings = {},
): Promise<Record<string, string>> {
  const used = (await readFile(workflow, 'utf8')).match(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40}/g) ?? []
  const names = [...new Set(used.map((line) => line.slice('uses: '.length)))]
  const artifacts = await mkdtemp(join(folder, 'artifacts-'))
  const pairs = names.map(async (name) => {
    const at = join(folder, 'stand-ins', name)
    await mkdir(at, { recursive: true })
    const { run, outputs = [] } = standInOf(name, surroundings)
    const env = {
      ARTIFACT: `${artifacts}/\${{ inputs.name }}`,
      WHERE: '${{ inputs.path }}',
      REF: '${{ inputs.ref }}',
      DEPTH: '${{ inputs.fetch-depth }}',
      SUBJECTS: '${{ inputs.subject-checksums }}',
      SBOM: '${{ inputs.sbom-path }}',
    }
    const inputs = ['name', 'path', 'ref', 'fetch-depth', 'subject-checksums', 'sbom-path']
    const action = {
      name,
      inputs: Object.fromEntries(inputs.map((input) => [input, { default: '' }])),
      outputs: Object.fromEntries(
        outputs.map((output) => [output, { value: `\${{ steps.run.outputs.${output} }}` }]),
      ),
      runs: { using: 'composite', steps: [{ id: 'run', run, shell: 'bash', env }] },
    }
    await writeFile(join(at, 'action.yml'), JSON.stringify(action))
    return [name, at] as const
  })
  return Object.fromEntries(await Promise.all(pairs))
}

function standInOf(name: string, { checkout, deno, noArtifacts }: Surroundings): StandIn {
  const [action = ''] = name.split('@')
  const standIns: Readonly<Record<string, StandIn>> = {
    'actions/setup-node': { run: `echo '${dirname(process.execPath)}' >> "$GITHUB_PATH"` },
    'denoland/setup-deno': { run: deno ? `echo '${dirname(deno)}' >> "$GITHUB_PATH"` : 'true' },
    [renamed]: { run: checkoutFrom(`file://${checkout}`) },
    // Of one file, an artifact has only its name. It keeps no modes. What is not there fails.
    'actions/upload-artifact': {
      run: 'mkdir -p -- "$ARTIFACT" && if [ -d "$WHERE" ]; then cp -R -- "$WHERE/." "$ARTIFACT/"; else cp -- "$WHERE" "$ARTIFACT/"; fi && find "$ARTIFACT" -type f -exec chmod 644 {} +',
    },
    'actions/download-artifact': { run: 'mkdir -p -- "$WHERE" && cp -R -- "$ARTIFACT/." "$WHERE/"' },
    'actions/attest': {
      run: `'${process.execPath}' '${join(import.meta.dirname, 'attest.ts')}'`,
      outputs: ['bundle-path'],
    },
  }
  if (noArtifacts && action.endsWith('-artifact')) return { run: refusal }
  return standIns[action] ?? { run: 'true' }
}

/** What the artifact actions of GitHub do where they are not supported. */
const refusal = "echo '::error::artifacts are not supported here'; exit 1"

/** With a depth of 0, all branches and tags are fetched, and what is checked out may be any commit. */
function checkoutFrom(url: string): string {
  const refs = "'+refs/heads/*:refs/remotes/origin/*' '+refs/tags/*:refs/tags/*'"
  return [
    'git init --quiet',
    'if [ "$DEPTH" = 0 ]',
    `then git fetch --quiet '${url}' ${refs} && git checkout --quiet --force --detach "\${REF:-$GITHUB_SHA}"`,
    `else git fetch --quiet --depth=2 '${url}' "$GITHUB_REF" && git checkout --quiet --force --detach FETCH_HEAD`,
    'fi',
  ].join('\n')
}
