import './unread.ts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OutsideError, UsageError } from '@suite/errors'
import { actionNames, root } from './actions.ts'
import { buildAll } from './build/bundles.ts'
import { checkSource } from './release/check-source.ts'
import { describeRelease } from './release/describe-release.ts'
import { gatherFacts } from './release/gather.ts'
import { gitIn } from './release/git.ts'
import { type ReleaseOptions, readOptions } from './release/options.ts'
import { planRelease } from './release/plan.ts'
import { publish, writeRelease } from './release/publish.ts'
import { readDefaultBranch, readIdentity, readSource } from './release/read-source.ts'
import { findReleasedCommit, pinStarters, writeStarters } from './release/starters.ts'

// `npm run release -- --check` says whether this commit can be published, before anything is built. `--dry-run` also
// builds, and prints the plan. Without them, the plan is carried out.
const git = gitIn(root)

try {
  const options = readOptions(process.argv.slice(2))
  if (options.verb === 'pin') await pin(options)
  else await check(options.remote)
  if (options.verb === 'publish') await release(options)
} catch (error) {
  if (!(error instanceof UsageError || error instanceof OutsideError)) throw error
  console.error(`${error.message}\n${error.fix}`)
  process.exitCode = 1
}

async function check(remote: string): Promise<void> {
  const source = await readSource(root, remote)
  const defaultBranch = await readDefaultBranch(git, remote, source.source)
  checkSource({ ...source, defaultBranch, identity: await readIdentity(git) })
  const on =
    defaultBranch?.name ?? 'a branch that was not checked, because the remote shows none with sources'
  console.log(`v${source.version} can be released from ${source.source.slice(0, 12)}, on ${on}.`)
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
