import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Returns local actions for the third-party actions that a workflow uses by commit, which a runner would download.
 * What they install is already here, so small actions replace them. `setup-node` provides the Node of this process.
 * act itself takes the working folder as the checkout.
 * @param folder where to write them
 */
export async function standInsFor(workflow: string, folder: string): Promise<Record<string, string>> {
  const used = (await readFile(workflow, 'utf8')).match(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40}/g) ?? []
  const names = [...new Set(used.map((line) => line.slice('uses: '.length)))]
  const pairs = names.map(async (name) => {
    const at = join(folder, 'stand-ins', name)
    await mkdir(at, { recursive: true })
    const step = { run: commandOf(name), shell: 'bash' }
    const action = { name, runs: { using: 'composite', steps: [step] } }
    await writeFile(join(at, 'action.yml'), JSON.stringify(action))
    return [name, at] as const
  })
  return Object.fromEntries(await Promise.all(pairs))
}

function commandOf(name: string): string {
  return name.startsWith('actions/setup-node@')
    ? `echo '${dirname(process.execPath)}' >> "$GITHUB_PATH"`
    : 'true'
}
