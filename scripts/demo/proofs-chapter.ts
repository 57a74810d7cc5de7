import { runBundle } from '@suite/testkit/bundle'
import { type PullRequest, startGitHub } from '@suite/testkit/github'
import { cloneRepository } from './clone.ts'
import { playbookFiles } from './playbook.ts'
import type { Timeline } from './timeline.ts'

/**
 * Shows a pull request that changes routes and source: labelled, blocked, proven, and still blocked by every way
 * around it.
 */
export async function proofsChapter(timeline: Timeline): Promise<void> {
  timeline.chapter('A change to routes needs proof')
  const github = await startGitHub()
  const shop = await github.createRepository('acme/shop')
  await shop.commit({ branch: 'main', files: playbookFiles, message: 'Begin' })
  timeline.did('A repository stands, with the rules of the playbook')
  const token = github.token({ permissions: { contents: 'read', 'pull-requests': 'write', issues: 'write' } })
  const pusher = github.token({ permissions: { contents: 'write' }, actor: 'ada', kind: 'personal' })
  const url = new URL(`${github.url}/acme/shop.git`)
  url.username = 'ada'
  url.password = pusher
  const clone = await cloneRepository(url.href, 'ada')

  const run = async (
    action: string,
    pull: PullRequest,
    happened: string,
    inputs: Record<string, string> = {},
  ) =>
    runBundle(action, {
      ...(await shop.trigger.pullRequestTarget(pull.number, { action: happened })),
      inputs,
      forge: github.forge,
      token,
    })
  const label = (pull: PullRequest, happened: string) =>
    run('label-by-path', pull, happened, { 'create-labels': 'true' })
  const judge = (pull: PullRequest, happened: string) => run('require-proofs', pull, happened)

  try {
    await clone.push('open-orders', 'Serve the orders', {
      'api/wrangler.toml': `${playbookFiles['api/wrangler.toml'].replace(']', ', "api.example.com/orders/*"]')}`,
      'api/src/index.ts': "export default { fetch: () => new Response('orders') }\n",
    })
    const pull = await shop.openPullRequest({ head: 'open-orders', title: 'Serve the orders', author: 'ada' })
    timeline.did('Ada pushes a branch with git and opens #1: api/wrangler.toml and api/src/index.ts')

    timeline.ran('label-by-path', await label(pull, 'opened'), { green: true, reason: 'labels-changed' })
    timeline.expect(
      '#1 has change:routes, change:cors and change:headers',
      has(pull, 'change:routes', 'change:cors', 'change:headers'),
    )
    timeline.ran('require-proofs', await judge(pull, 'labeled'), { green: false, reason: 'proofs-missing' })

    await clone.push('open-orders', 'Add a proof', { 'ops/proofs/jwks.txt': '' })
    timeline.did('Ada pushes an empty file as proof')
    timeline.ran('require-proofs', await judge(pull, 'synchronize'), {
      green: false,
      reason: 'proofs-missing',
    })

    await clone.push('open-orders', 'Attach the proofs', {
      'ops/proofs/jwks.txt':
        '{"keys":[{"kty":"RSA","kid":"2026-11","use":"sig","alg":"RS256","n":"0vx7agoebGcQSuu…\n',
      'ops/proofs/cors.txt':
        'HTTP/2 204\naccess-control-allow-origin: https://app.example.com\nvary: Origin\n',
    })
    timeline.did('Ada pushes what the API really answered')
    timeline.ran('label-by-path', await label(pull, 'synchronize'), { green: true, reason: 'labels-changed' })
    timeline.expect('#1 has ops:proofs-attached', has(pull, 'ops:proofs-attached'))
    timeline.ran('require-proofs', await judge(pull, 'synchronize'), {
      green: true,
      reason: 'proofs-present',
    })

    timeline.chapter('A label taken off by hand changes nothing')
    const second = await shop.openPullRequest({
      author: 'mallory',
      title: 'Only a small thing',
      files: { 'api/src/index.ts': "export default { fetch: () => new Response('small') }\n" },
    })
    timeline.did('Mallory opens #2: api/src/index.ts')
    timeline.ran('label-by-path', await label(second, 'opened'), { green: true, reason: 'labels-changed' })
    for (const name of second.labels()) second.removeLabel(name, 'mallory')
    timeline.did('Mallory takes every label off')
    timeline.ran('label-by-path', await label(second, 'unlabeled'), { green: true, reason: 'labels-current' })
    timeline.expect('what a person took off is not put back', second.labels().length === 0)
    timeline.ran('require-proofs', await judge(second, 'unlabeled'), {
      green: false,
      reason: 'proofs-missing',
    })

    timeline.chapter('3,001 files hide nothing')
    const icons = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, index) => [
        `aaa/icon-${String(index).padStart(4, '0')}.svg`,
        `<svg id="${index}"/>\n`,
      ]),
    )
    const flood = await shop.openPullRequest({
      author: 'mallory',
      title: 'Refresh the icons',
      files: { ...icons, 'api/wrangler.toml': 'name = "shop-api"\nroutes = ["*"]\n' },
    })
    timeline.did('Mallory opens #3: 3,000 icons that sort first, and api/wrangler.toml')
    timeline.ran('label-by-path', await label(flood, 'opened'), { green: true, reason: 'labels-changed' })
    timeline.expect('#3 has change:routes', has(flood, 'change:routes'))
    timeline.ran('require-proofs', await judge(flood, 'opened'), { green: false, reason: 'proofs-missing' })
  } finally {
    await clone.remove()
    await github.close()
  }
}

function has(pull: PullRequest, ...labels: readonly string[]): boolean {
  const present = pull.labels()
  return labels.every((label) => present.includes(label))
}
