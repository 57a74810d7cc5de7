import './unread.ts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OutsideError, UsageError } from '@suite/errors'
import { actionNames, root } from './actions.ts'
import { buildAll } from './build/bundles.ts'
import { describeRelease } from './release/describe-release.ts'
import { gatherFacts } from './release/gather.ts'
import { gitIn } from './release/git.ts'
import { type ReleaseOptions, readOptions } from './release/options.ts'
import { planRelease } from './release/plan.ts'
import { publish, writeRelease } from './release/publish.ts'
import { findReleasedCommit, pinStarters, writeStarters } from './release/starters.ts'

// `npm run release -- --dry-run` prints the plan. Without it, the plan is carried out.
const git = gitIn(root)

try {
  const options = readOptions(process.argv.slice(2))
  await (options.verb === 'publish' ? release(options) : pin(options))
} catch (error) {
  if (!(error instanceof UsageError || error instanceof OutsideError)) throw error
  console.error(`${error.message}\n${error.fix}`)
  process.exitCode = 1
}

async function release({ remote, dryRun }: ReleaseOptions & { verb: 'publish' }): Promise<void> {
  await buildAll({ force: true })
  const project = { folder: root, actions: actionNames() }
  const facts = await gatherFacts(project, { remote, staging: join(root, '.cache/release/tree') })
  const planned = await writeRelease(git, remote, planRelease(facts))
  console.log(describeRelease(planned, facts, remote))
  if (dryRun) return console.log('Dry run: nothing was pushed.')
  await publish(git, remote, planned)
  console.log('Published, and read back.')
}

async function pin({ remote, folder, owner }: ReleaseOptions & { verb: 'pin' }): Promise<void> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const sha = await findReleasedCommit(git, remote, version)
  const starters = await pinStarters(join(root, 'workflows-templates'), { owner, sha, version })
  await writeStarters(folder, starters)
  console.log(`Pinned to ${sha} (v${version}): ${starters.map(({ name }) => name).join(', ')}`)
}
