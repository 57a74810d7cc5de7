import { deno } from '@suite/testkit/deno'
import { describe, expect, test } from 'vitest'
import { ensureTool } from '../scripts/tools/ensure-tool.ts'
import { endsOf, files, once, onGitea, onGitHub, whole } from './act/release-forges.ts'
import { version } from './act/release-scene.ts'
import { expectRunsShown, showRun } from './act/show-run.ts'
import { stageSuite } from './act/stage-suite.ts'

const act = await ensureTool('act')
const missing = ['missing' in act ? act.missing : '', 'missing' in deno ? deno.missing : ''].filter(Boolean)
const skipped = missing.length > 0 ? ` (skipped: ${missing.join(', ')})` : ''

const { folder, published } = stageSuite(['release-on-tag'])
const to = () => ({ suite: published(), folder: folder() })

describe.skipIf(skipped !== '')(`release-on-tag under act, on GitHub${skipped}`, () => {
  test('the tag of the version is released at its commit', async () => {
    const { run, pushTag, releases, commit } = await onGitHub(to())
    const result = await run('release-on-tag', await pushTag(`v${version}`, commit))
    expect(endsOf(result), result.printed).toEqual(whole)
    showRun('release-on-tag', 'GitHub', 'passes', result)
    expect(releases()).toMatchObject([{ tag: `v${version}`, isDraft: false }])
  })

  test('the tag of another version fails, and nothing is handed on', async () => {
    const { run, pushTag, releases, commit } = await onGitHub(to())
    const result = await run('release-on-tag', await pushTag('v9.9.9', commit))
    expect(endsOf(result), result.printed).toEqual({ build: false })
    expect(result.printed).toContain('(version-mismatch)')
    showRun('release-on-tag', 'GitHub', 'fails', result)
    expect(releases()).toEqual([])
  })

  test('a tag that was moved since fails before anything is built', async () => {
    const { run, pushTag, commit, repository, archives } = await onGitHub(to())
    const on = await pushTag(`v${version}`, commit)
    await repository.tag(`v${version}`, await repository.resolve('topic'))
    const result = await run('release-on-tag', on)
    expect(endsOf(result), result.printed).toEqual({ build: false })
    expect(archives.host.log).toEqual([])
  })

  test('a release that exists fails before anything is built', async () => {
    const { run, pushTag, releases, commit, repository, archives } = await onGitHub(to())
    const on = await pushTag(`v${version}`, commit)
    await repository.releases.publish({ tag: `v${version}`, target: commit, assets: { mine: 'x' } })
    const result = await run('release-on-tag', on)
    expect(endsOf(result), result.printed).toEqual({ build: false })
    expect(result.printed).toContain(`the release of v${version} is published already`)
    expect(archives.host.log).toEqual([])
    expect(releases()).toMatchObject([{ assets: ['mine'] }])
  })
})

describe.skipIf(skipped !== '')(`release-on-tag under act, on Gitea, with Node 20${skipped}`, () => {
  test('a release is published without attestation, and its notes say so', async () => {
    const { run, pushTag, releases } = await onGitea(to())
    const result = await run('release-on-tag', await pushTag(`v${version}`))
    expect(endsOf(result), result.printed).toEqual(whole)
    showRun('release-on-tag', 'Gitea', 'passes', result)
    const [release] = releases()
    expect(release?.isDraft).toBe(false)
    expect(release?.assets.map(({ name }) => name).sort()).toEqual(files)
    expect(release?.body).toContain('This release is not attested')
  })

  test('a version that is not that of deno.json fails, and nothing is published', async () => {
    const { run, pushTag, releases } = await onGitea(to())
    const result = await run('release-on-tag', await pushTag('v9.9.9'))
    expect(endsOf(result), result.printed).toEqual({ build: false })
    expect(result.printed).toContain('(version-mismatch)')
    showRun('release-on-tag', 'Gitea', 'fails', result)
    expect(releases()).toEqual([])
  })

  test('attestations that the variable asks for fail the job attest, and nothing is published', async () => {
    const { run, pushTag, releases } = await onGitea(to())
    const change = { variables: { RELEASE_ATTEST: 'true' }, edit: once }
    const result = await run('release-on-tag', await pushTag(`v${version}`), change)
    expect(endsOf(result), result.printed).toEqual({ build: true, smoke: true, attest: false })
    expect(releases()).toEqual([])
  })

  test('a runner without artifacts between jobs fails the release, and nothing is published', async () => {
    const { run, pushTag, releases } = await onGitea(to())
    const change = { noArtifacts: true, edit: once }
    const result = await run('release-on-tag', await pushTag(`v${version}`), change)
    expect(endsOf(result), result.printed).toEqual({ build: false })
    expect(releases()).toEqual([])
  })
})

describe.skipIf(skipped !== '')(`the table of runs${skipped}`, () => {
  test('lists what was shown here, and nothing else', () => {
    expectRunsShown('test/act-release-on-tag.test.ts')
  })
})
