import { bundleScene } from '@suite/testkit/bundle'
import { node20, type Trigger } from '@suite/testkit/core'
import { type GiteaPullRequest, type GiteaRepository, startGitea } from '@suite/testkit/gitea'
import { describe, expect, test } from 'vitest'
import { begin, type Files, green, proof, red, routes } from './scene.ts'

const scene = bundleScene({
  action: 'require-proofs',
  open: () => startGitea(),
  close: (gitea) => gitea.close(),
  log: (gitea) => gitea.host.log,
  tidy: (gitea) => gitea.host.clearFaults(),
})
let shops = 0

async function shop(files: Files = {}): Promise<GiteaRepository> {
  const repository = await scene.world().createRepository(`acme/shop-${++shops}`)
  await repository.commit({ branch: 'main', files: { ...begin, ...files } })
  for (const name of ['change:routes', 'change:headers']) repository.addLabel({ name })
  return repository
}

/** Runs the bundle on Node 20 of the host, because Gitea starts any `node` that it finds. */
async function run(on: Trigger, inputs: Readonly<Record<string, string>> = {}) {
  const gitea = scene.world()
  const token = gitea.token({ permissions: { contents: 'read', 'pull-requests': 'read' } })
  const isOurs = ({ path }: { readonly path: string }) => path.includes(on.repository)
  const ran = await scene.run({ ...on, inputs, token, forge: gitea.forge, node: node20, isOurs })
  // A person reads the log there.
  return { ...ran, messages: ran.stdout }
}

const judge = async (repository: GiteaRepository, pull: GiteaPullRequest, inputs = {}) =>
  run(await repository.trigger.pullRequestTarget(pull.number, 'synchronized'), inputs)

describe('on Gitea', () => {
  test('a change without its proof fails, and passes with it', async () => {
    const repository = await shop()
    const pull = await repository.openPullRequest({ files: routes })
    expect(await judge(repository, pull)).toMatchObject({ ...red, reason: 'proofs-missing' })
    await pull.push(proof)
    expect(await judge(repository, pull)).toMatchObject(green)
    expect(await run(await repository.trigger.pullRequest(pull.number, 'opened'))).toMatchObject(green)
  })

  test('a label that people add is a duty, even if two labels have that name', async () => {
    const repository = await shop()
    repository.addLabel({ name: 'change:headers' })
    const pull = await repository.openPullRequest({ files: { x: 'x' }, labels: ['change:headers'] })
    expect(await judge(repository, pull)).toMatchObject({ ...red, reason: 'proofs-missing' })
  })

  test('a proof that is a picture counts, and one that is deleted, moved or copied does not', async () => {
    const picture = (last: number) => Buffer.from([0x89, 0x50, 0x00, last])
    const repository = await shop({ 'ops/proofs/shot.png': picture(1) })
    const changed = await repository.openPullRequest({
      files: { ...routes, 'ops/proofs/shot.png': picture(2) },
    })
    expect(await judge(repository, changed)).toMatchObject(green)
    for (const files of [
      { 'ops/proofs/shot.png': null },
      { 'ops/proofs/new.txt': { renameOf: 'ops/proofs/old.txt' } },
      { 'ops/proofs/new.txt': { copyOf: 'ops/proofs/old.txt' } },
    ]) {
      const pull = await repository.openPullRequest({ files: { ...routes, ...files } })
      expect(await judge(repository, pull)).toMatchObject({ ...red, reason: 'proofs-missing' })
    }
  })

  test('a duty of the last of 3,001 files is not hidden', async () => {
    const repository = await shop()
    const flood = Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`aaa/${at}.txt`, `${at}\n`]))
    const pull = await repository.openPullRequest({ files: { ...flood, ...routes } })
    const ran = await judge(repository, pull)
    expect(ran).toMatchObject({ ...red, reason: 'proofs-missing' })
    expect(ran.outputs['scope-size']).toBe('3001')
    expect(ran.log.filter(({ path }) => path.endsWith('/files'))).toHaveLength(61)
  })

  test('an approval on this head waives, until it is dismissed', async () => {
    const policy = 'waivers: [{ for: change:routes, logins: [ada] }]\n'
    const repository = await shop({ '.github/proofs.yml': policy })
    const pull = await repository.openPullRequest({ files: routes })
    const review = await pull.review('ada', 'APPROVED')
    expect(await judge(repository, pull)).toMatchObject(green)
    pull.dismissReview(review)
    expect(await judge(repository, pull)).toMatchObject(red)
  })

  test('an approval before a force push does not waive, and one after it does', async () => {
    const policy = 'waivers: [{ for: change:routes, logins: [ada] }]\n'
    const repository = await shop({ '.github/proofs.yml': policy })
    const pull = await repository.openPullRequest({ files: routes })
    await pull.review('ada', 'APPROVED')
    await pull.forcePush({ 'api/wrangler.toml': 'routes = ["*"]\n' })
    expect(await judge(repository, pull)).toMatchObject({ ...red, reason: 'proofs-missing' })
  })

  test('an approval by a team waives, for the token of an owner and of a member; with another token the message says what is missing', async () => {
    const policy = 'waivers: [{ for: change:routes, teams: [guild/security] }]\n'
    scene.world().addTeam('guild', 'Owners', ['olga'])
    scene.world().addTeam('guild', 'Security', ['carol', 'ada'])
    scene.world().addTeam('guild', 'Web', ['mel'])
    const repository = await shop({ '.github/proofs.yml': policy })
    const pull = await repository.openPullRequest({ files: routes })
    await pull.review('carol', 'APPROVED')
    const as = (actor: string, permissions: Record<string, 'read'> = { organization: 'read' }) =>
      judge(repository, pull, {
        'waiver-token': scene.world().token({ kind: 'personal', actor, permissions }),
      })
    expect(await as('olga')).toMatchObject(green)
    expect(await as('ada')).toMatchObject(green)
    for (const blind of [await as('mel'), await as('stranger'), await as('olga', { user: 'read' })]) {
      expect(blind).toMatchObject({ ...red, reason: 'proofs-missing' })
      expect(blind.stdout).toContain('Whether carol is in guild/security cannot be seen')
      expect(blind.stdout).toContain('the scope `read:organization`')
      expect(blind.stdout).not.toContain('read:user')
    }
  })

  test('the push to a branch is judged by its trees', async () => {
    const repository = await shop()
    const before = await repository.resolve('main')
    await repository.commit({ branch: 'main', files: routes })
    expect(await run(await repository.trigger.push('main', before))).toMatchObject(red)
    await repository.commit({ branch: 'topic', files: { 'api/wrangler.toml': 'other', ...proof } })
    expect(await run(await repository.trigger.push('topic', null))).toMatchObject(green)
  })

  describe('a branch from before main moved a file, without a test merge', () => {
    const handler = Array.from({ length: 40 }, (_, line) => `line ${line}\n`).join('')
    const old = { 'src/handler.ts': handler, 'src/other.ts': 'export {}\n' }
    const openBehind = async (repository: GiteaRepository, main: Files, branch: Files) => {
      const pull = await repository.openPullRequest({ files: branch })
      await repository.commit({ branch: 'main', files: main })
      return pull
    }
    const edit = { 'src/handler.ts': handler.replace('line 20', 'line twenty') }

    test('fails if its edit may land where a proof is required, and the message says how to update', async () => {
      const repository = await shop(old)
      const move = { 'api/src/handler.ts': { renameOf: 'src/handler.ts' } }
      const ran = await judge(repository, await openBehind(repository, move, edit))
      expect(ran).toMatchObject({ ...red, reason: 'branch-behind' })
      expect(ran.stdout).toContain(
        'main has moved src/handler.ts, which this branch changes, to api/src/handler.ts',
      )
      expect(ran.stdout).toContain('git fetch origin main && git merge origin/main && git push')
    })

    test('fails if it adds to a folder that was moved there', async () => {
      const repository = await shop(old)
      const move = {
        'api/src/handler.ts': { renameOf: 'src/handler.ts' },
        'api/src/other.ts': { renameOf: 'src/other.ts' },
      }
      const ran = await judge(repository, await openBehind(repository, move, { 'src/new.ts': 'x' }))
      expect(ran).toMatchObject({ ...red, reason: 'branch-behind' })
      expect(ran.stdout).toContain('it may land in api/src/new.ts')
    })

    test('passes if the file was moved elsewhere, was deleted, or is unchanged', async () => {
      const repository = await shop(old)
      for (const [main, branch] of [
        [{ 'lib/handler.ts': { renameOf: 'src/handler.ts' } }, edit],
        [{ 'src/other.ts': null }, { 'src/other.ts': 'export const a = 1\n' }],
        [{ 'api/src/other2.ts': { copyOf: 'README.md' } }, { 'notes.txt': 'x' }],
      ] satisfies [Files, Files][]) {
        const ran = await judge(repository, await openBehind(repository, main, branch))
        expect(ran).toMatchObject({ ...green, reason: 'no-duty' })
      }
    })

    test('passes with a proof, wherever its edit lands', async () => {
      const repository = await shop(old)
      const move = { 'api/src/handler.ts': { renameOf: 'src/handler.ts' } }
      const ran = await judge(repository, await openBehind(repository, move, { ...edit, ...proof }))
      expect(ran).toMatchObject(green)
    })
  })

  test('a merge queue, which Gitea does not have, does not pass', async () => {
    const repository = await shop()
    const on = await repository.trigger.workflowDispatch({})
    expect(await run({ ...on, event: { ...on.event, name: 'merge_group' } })).toMatchObject({
      ...red,
      reason: 'event-unsupported',
    })
  })

  test('the table of what is missing is in the log, because no summary is shown', async () => {
    const repository = await shop()
    const pull = await repository.openPullRequest({ files: routes })
    const { stdout, summary } = await judge(repository, pull)
    const row = summary.split('\n').find((line) => line.startsWith('|')) ?? ''
    expect(row).not.toBe('')
    expect(stdout).toContain(row)
  })
})
