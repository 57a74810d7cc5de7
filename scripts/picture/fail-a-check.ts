import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runAction } from '@suite/testkit/core'
import { startGitHub } from '@suite/testkit/github'
import { root } from '../actions.ts'

const action = 'require-proofs'

const rules = `change:routes:
  - changed-files:
      - any-glob-to-any-file: api/wrangler.toml
change:cors:
  - changed-files:
      - any-glob-to-any-file: api/src/**
`

/**
 * Runs require-proofs, from its sources, on a pull request that lacks a proof. The clock of the forge stands still, so
 * that the commits are the same in each run.
 * @returns the job summary, whose links lead to github.com instead of the stand-in, which has another port in each run
 * @throws Error if the run does not end with `proofs-missing`
 */
export async function failACheck(): Promise<string> {
  const github = await startGitHub({ now: () => new Date('2026-01-05T09:00:00Z') })
  const bundle = await mkdtemp(join(tmpdir(), 'picture-'))
  try {
    const shop = await github.createRepository('acme/shop')
    const before = { 'api/wrangler.toml': 'name = "shop-api"\n', '.github/labeler.yml': rules }
    await shop.commit({ branch: 'main', files: before, message: 'Begin' })
    const pull = await shop.openPullRequest({
      author: 'ada',
      title: 'Serve the orders',
      files: {
        'api/wrangler.toml': 'name = "shop-api"\nroutes = ["api.example.com/orders/*"]\n',
        'api/src/index.ts': "export default { fetch: () => new Response('orders') }\n",
        'ops/proofs/orders.txt': '',
      },
    })
    await writeEntry(bundle)
    const run = await runAction({
      ...(await shop.trigger.pullRequestTarget(pull.number, { action: 'opened' })),
      bundle,
      forge: github.forge,
      token: github.token({ permissions: { contents: 'read', 'pull-requests': 'read' } }),
      inputs: { labels: 'change:routes\nchange:cors' },
      environment: { NODE_OPTIONS: '--conditions=suite-source' },
    })
    if (run.exitCode !== 1 || run.outputs.reason !== 'proofs-missing')
      throw new Error(`The run of ${action} for the picture ended otherwise:\n${run.stdout}${run.stderr}`)
    return run.summary.replaceAll(github.forge.serverUrl, 'https://github.com')
  } finally {
    await github.close()
    await rm(bundle, { recursive: true, force: true })
  }
}

/** Writes what a runner needs to start the action from its sources, so that nothing has to be built. */
async function writeEntry(folder: string): Promise<void> {
  const source = join(root, 'actions', action)
  const main = pathToFileURL(join(source, 'src/main.ts')).href
  await copyFile(join(source, 'action.yml'), join(folder, 'action.yml'))
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n')
  await writeFile(join(folder, 'index.js'), `import ${JSON.stringify(main)}\n`)
}
