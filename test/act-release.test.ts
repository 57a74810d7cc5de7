import { node20, type Trigger } from '@suite/testkit/core'
import { deno } from '@suite/testkit/deno'
import { startGitea } from '@suite/testkit/gitea'
import { startGitHub } from '@suite/testkit/github'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ensureTool } from '../scripts/tools/ensure-tool.ts'
import {
  type Language,
  openReleaseScene,
  type ReleaseChange,
  readProgram,
  version,
} from './act/release-scene.ts'
import type { WorkflowResult } from './act/run-workflow.ts'
import { stageSuite } from './act/stage-suite.ts'

const act = await ensureTool('act')
const missing = ['missing' in act ? act.missing : '', 'missing' in deno ? deno.missing : ''].filter(Boolean)
const skipped = missing.length > 0 ? ` (skipped: ${missing.join(', ')})` : ''

const { folder, published } = stageSuite(['release-manual', 'release-on-tag'])

const files = [
  'SHA256SUMS',
  'manifest.json',
  'my-tool-darwin-arm64',
  'my-tool-darwin-x86_64',
  'my-tool-linux-aarch64',
  'my-tool-linux-x86_64',
  'my-tool-windows-x86_64.exe',
  'my-tool.cdx.json',
]
const bundles = `my-tool-${version}.intoto.jsonl`
const notRun =
  'Not run on its own system before publishing: aarch64-unknown-linux-gnu, x86_64-apple-darwin, aarch64-apple-darwin, x86_64-pc-windows-msvc.'
const whole = { build: true, smoke: true, attest: true, publish: true }

/** Leaves out the second build, which takes as long as the first. */
const once = (text: string) => text.replace(/^( *)output-dir: /m, '$1reproducible: off\n$&')

/** Returns how each job ended, without skipped jobs. One that has a matrix succeeded if each of its legs did. */
function endsOf({ jobs }: WorkflowResult): Record<string, boolean> {
  const ends: Record<string, boolean> = {}
  for (const [leg, { succeeded }] of Object.entries(jobs)) {
    const job = leg.replace(/-\d+$| \(.*/, '')
    ends[job] = succeeded && ends[job] !== false
  }
  return ends
}

/** act sometimes loses the last line that a step prints before it fails, and that line is the message. */
const again = { retry: 2 }

describe.skipIf(skipped !== '')(`release-manual under act, on GitHub${skipped}`, again, () => {
  test('a release has every file, was attested, and its notes name the systems where nothing was run', async () => {
    const { run, dispatch, releases, commit, hasTag } = await onGitHub({ language: 'ts' })
    const result = await run('release-manual', await dispatch())
    expect(endsOf(result), result.printed).toEqual(whole)
    expect(result.exitCode).toBe(0)
    expect(releases()).toEqual([
      { tag: `v${version}`, target: commit, isDraft: false, assets: [...files, bundles].sort() },
    ])
    expect(await hasTag(commit)).toBe(true)
    expect(result.printed).toContain(`There is no runner for ${notRun.slice(notRun.indexOf(':') + 2, -1)}`)
  })

  test('without attestation the notes say so, and everything else is done', async () => {
    const { run, dispatch, releases, body } = await onGitHub()
    const result = await run('release-manual', await dispatch(), { variables: { RELEASE_ATTEST: 'false' } })
    expect(endsOf(result), result.printed).toEqual(whole)
    expect(releases()).toMatchObject([{ isDraft: false, assets: files }])
    expect(body()).toMatch(/This release is not attested.*Not run on.*Full Changelog.*## Downloads/s)
    expect(body()).toContain(notRun)
  })

  test('a release that exists while it is built is not replaced', async () => {
    const { run, dispatch, releases, commit, repository } = await onGitHub()
    await repository.releases.publish({ tag: `v${version}`, target: commit, assets: { mine: 'x' } })
    const edit = (text: string) => once(text).replace('    404) ;;', '    200 | 404) ;;')
    const result = await run('release-manual', await dispatch(), { edit })
    expect(endsOf(result), result.printed).toEqual({ ...whole, publish: false })
    expect(result.printed).toContain('(release-exists)')
    expect(releases()).toMatchObject([{ assets: ['mine'] }])
  })

  test.each([
    ['a branch that is elsewhere', { ref: 'topic' }, 'the input ref is at '],
    ['a tag that is elsewhere', { ref: 'old' }, 'the input ref is at '],
    ['a name of a branch here and of a tag elsewhere', { ref: 'twice' }, 'the input ref is at '],
    ['another commit', { ref: '0123456789'.repeat(4) }, 'the input ref is at '],
    ['nothing', { ref: 'mian' }, 'names no branch, tag or whole commit'],
    ['every branch', { ref: '*' }, 'the input ref is at '],
  ])('a ref that names %s fails before anything is built', async (_, inputs, message) => {
    const { run, dispatch, releases, archives } = await onGitHub()
    const result = await run('release-manual', await dispatch(inputs))
    expect(endsOf(result), result.printed).toEqual({ build: false })
    expect(result.printed).toContain(message)
    expect(archives.host.log).toEqual([])
    expect(releases()).toEqual([])
  })

  test('a commit that is not on the default branch fails before anything is built', async () => {
    const { run, dispatch, archives } = await onGitHub()
    const result = await run('release-manual', await dispatch({ ref: 'topic' }, 'topic'))
    expect(endsOf(result), result.printed).toEqual({ build: false })
    expect(result.printed).toContain('is not on the branch main')
    expect(archives.host.log).toEqual([])
  })

  test.each([
    ['the quality gate fails', { program: { 'main_test.js': 'Deno.test("fails", () => { throw 1; });\n' } }],
    ['the version is not that of deno.json', { inputs: { version: '1.2.4' } }],
    ['the variable of the attestation is misspelt', { change: { variables: { RELEASE_ATTEST: 'no' } } }],
  ])('%s: nothing is handed on', async (_, { program, inputs, change }: Fault) => {
    const { run, dispatch, releases } = await onGitHub({ more: program })
    const result = await run('release-manual', await dispatch(inputs), change)
    expect(endsOf(result), result.printed).toEqual({ build: false })
    expect(result.exitCode).toBe(1)
    expect(releases()).toEqual([])
  })

  const before = (step: string, script: string) => (text: string) =>
    text.replace(step, `      - run: |\n${script.replaceAll(/^/gm, '          ')}\n${step}`)
  const upload = '      - uses: actions/upload-artifact'
  const damage = 'echo x >> my-tool-linux-x86_64'

  test.each([
    [
      'a byte changes after the build',
      before(upload, `cd release-assets\n${damage}`),
      'smoke',
      'has not the sum',
    ],
    [
      'a byte changes after the build, and its sum with it',
      before(
        upload,
        `cd release-assets\n${damage}\nsum=$(sha256sum < my-tool-linux-x86_64)\nsed -i "s/.*  my-tool-linux-x86_64/\${sum%% *}  my-tool-linux-x86_64/" SHA256SUMS`,
      ),
      'smoke',
      'SHA256SUMS is not the file that was built',
    ],
    [
      'a binary does not run on its system',
      (text) =>
        text.replace(
          /^( *- \{ target: )x86_64-unknown-linux-gnu/m,
          '$&, runner: ubuntu-24.04 }\n$1aarch64-unknown-linux-gnu',
        ),
      'smoke',
      'my-tool-linux-aarch64 ended with',
    ],
    [
      'the arguments of the smoke run are forgotten',
      (text) => text.replace('SMOKE_ARGS: --version', 'SMOKE_ARGS: ""'),
      'smoke',
      'SMOKE_ARGS is empty',
    ],
    [
      'a file is added after the smoke run',
      before('      - name: Check the sums again', 'echo x > release-assets/extra'),
      'attest',
      'there are files that SHA256SUMS does not name',
    ],
    [
      'the attestation leaves a file out',
      (text) =>
        text.replace(
          'cp SHA256SUMS "$RUNNER_TEMP/subjects"',
          'grep -v darwin SHA256SUMS > "$RUNNER_TEMP/subjects"',
        ),
      'publish',
      'is not a subject of bundles/provenance.json',
    ],
    [
      'the attestation is that of another workflow',
      (text) => text.replace('--signer-workflow "', '--signer-workflow "x'),
      'publish',
      'the workflow of bundles/provenance.json is',
    ],
  ] satisfies [string, NonNullable<ReleaseChange['edit']>, keyof typeof whole, string][])(
    '%s: nothing is published',
    async (_, edit, fails, message) => {
      const { run, dispatch, releases } = await onGitHub()
      const result = await run('release-manual', await dispatch(), { edit: (text) => once(edit(text)) })
      const jobs = Object.keys(whole)
      const ran = jobs.slice(0, jobs.indexOf(fails) + 1).map((job) => [job, job !== fails])
      expect(endsOf(result), result.printed).toEqual(Object.fromEntries(ran))
      expect(result.printed).toContain(message)
      expect(result.exitCode).toBe(1)
      expect(releases()).toEqual([])
    },
  )
})

describe.skipIf(skipped !== '')(`release-on-tag under act, on GitHub${skipped}`, again, () => {
  test('the tag of the version is released at its commit', async () => {
    const { run, pushTag, releases, commit } = await onGitHub()
    const result = await run('release-on-tag', await pushTag(`v${version}`, commit))
    expect(endsOf(result), result.printed).toEqual(whole)
    expect(releases()).toMatchObject([{ tag: `v${version}`, isDraft: false }])
  })

  test('the tag of another version fails, and nothing is handed on', async () => {
    const { run, pushTag, releases, commit } = await onGitHub()
    const result = await run('release-on-tag', await pushTag('v9.9.9', commit))
    expect(endsOf(result), result.printed).toEqual({ build: false })
    expect(result.printed).toContain('(version-mismatch)')
    expect(releases()).toEqual([])
  })

  test('a tag that was moved since fails before anything is built', async () => {
    const { run, pushTag, commit, repository, archives } = await onGitHub()
    const on = await pushTag(`v${version}`, commit)
    await repository.tag(`v${version}`, await repository.resolve('topic'))
    const result = await run('release-on-tag', on)
    expect(endsOf(result), result.printed).toEqual({ build: false })
    expect(archives.host.log).toEqual([])
  })

  test('a release that exists fails before anything is built', async () => {
    const { run, pushTag, releases, commit, repository, archives } = await onGitHub()
    const on = await pushTag(`v${version}`, commit)
    await repository.releases.publish({ tag: `v${version}`, target: commit, assets: { mine: 'x' } })
    const result = await run('release-on-tag', on)
    expect(endsOf(result), result.printed).toEqual({ build: false })
    expect(result.printed).toContain(`the release of v${version} is published already`)
    expect(archives.host.log).toEqual([])
    expect(releases()).toMatchObject([{ assets: ['mine'] }])
  })
})

describe.skipIf(skipped !== '')(`the same files under act, on Gitea, with Node 20${skipped}`, again, () => {
  test.each(['release-manual', 'release-on-tag'])('%s releases without attestation', async (template) => {
    const gitea = await startGitea()
    onTestFinished(() => gitea.close())
    const repository = await gitea.createRepository('acme/tool')
    const commit = await repository.commit({ branch: 'main', files: await readProgram('js') })
    const token = gitea.token({ permissions: { contents: 'write', releases: 'write' } })
    const scene = await openReleaseScene(
      { forge: gitea.forge, token, node: node20, folder: repository.folder },
      { suite: published(), folder: folder(), language: 'js' },
    )
    if (template === 'release-on-tag') await repository.tag(`v${version}`, commit)
    const on =
      template === 'release-on-tag'
        ? await repository.trigger.pushTag(`v${version}`, null)
        : await repository.trigger.workflowDispatch({ version, ref: 'main' })
    const variables = { RELEASE_ATTEST: 'false', RELEASE_GENERATE_NOTES: 'false' }
    const result = await scene.run(template, on, { variables })
    expect(endsOf(result), result.printed).toEqual(whole)
    const [release] = repository.releases.list()
    expect(release?.isDraft).toBe(false)
    expect(release?.assets.map(({ name }) => name).sort()).toEqual(files)
    expect(release?.body).toContain('This release is not attested')
  })
})

interface Fault {
  readonly program?: Readonly<Record<string, string>>
  readonly inputs?: Readonly<Record<string, string>>
  readonly change?: ReleaseChange
}

/** Starts a repository with the program on main; the branch topic and the tag old are elsewhere. */
async function onGitHub({
  language = 'js',
  more = {},
}: {
  readonly language?: Language
  readonly more?: Readonly<Record<string, string>> | undefined
} = {}) {
  const github = await startGitHub()
  onTestFinished(() => github.close())
  const repository = await github.createRepository('acme/tool')
  const first = await repository.commit({ branch: 'main', files: { 'README.md': '# A tool\n' } })
  const files = { ...(await readProgram(language)), ...more }
  const commit = await repository.commit({ branch: 'main', files })
  await repository.commit({ branch: 'topic', files: { 'README.md': '# Another tool\n' } })
  await repository.tag('old', first)
  await repository.tag('twice', first)
  await repository.moveBranch('twice', commit)
  const token = github.token({ permissions: { contents: 'write' } })
  const forge = { forge: github.forge, token, node: process.execPath, folder: repository.folder }
  const { run, archives } = await openReleaseScene(forge, {
    language,
    suite: published(),
    folder: folder(),
  })
  return {
    run,
    archives,
    repository,
    commit,
    /** Whether the tag of the version is at a commit. */
    hasTag: async (sha: string) => (await repository.resolve(`refs/tags/v${version}`)) === sha,
    dispatch: (inputs: Readonly<Record<string, string>> = {}, branch?: string): Promise<Trigger> =>
      repository.trigger.workflowDispatch({ version, ref: 'main', ...inputs }, branch),
    async pushTag(tag: string, sha: string): Promise<Trigger> {
      await repository.tag(tag, sha)
      return repository.trigger.pushTag({ tag, before: null })
    },
    body: () => repository.releases.list()[0]?.body,
    releases: () =>
      repository.releases.list().map(({ tag, target, isDraft, assets }) => ({
        tag,
        target,
        isDraft,
        assets: assets.map(({ name }) => name).sort(),
      })),
  }
}
