import { deno } from '@suite/testkit/deno'
import { describe, expect, test } from 'vitest'
import { ensureTool } from '../scripts/tools/ensure-tool.ts'
import { bundles, endsOf, files, notRun, once, onGitea, onGitHub, whole } from './act/release-forges.ts'
import { type ReleaseChange, version } from './act/release-scene.ts'
import { expectRunsShown, showRun } from './act/show-run.ts'
import { stageSuite } from './act/stage-suite.ts'

const act = await ensureTool('act')
const missing = ['missing' in act ? act.missing : '', 'missing' in deno ? deno.missing : ''].filter(Boolean)
const skipped = missing.length > 0 ? ` (skipped: ${missing.join(', ')})` : ''

const { folder, published } = stageSuite(['release-manual'])
const to = () => ({ suite: published(), folder: folder() })

describe.skipIf(skipped !== '')(`release-manual under act, on GitHub${skipped}`, () => {
  test('a release has every file, was attested, and its notes name the systems where nothing was run', async () => {
    const { run, dispatch, releases, commit, hasTag } = await onGitHub(to(), { language: 'ts' })
    const result = await run('release-manual', await dispatch())
    expect(endsOf(result), result.printed).toEqual(whole)
    showRun('release-manual', 'GitHub', 'passes', result)
    expect(releases()).toEqual([
      { tag: `v${version}`, target: commit, isDraft: false, assets: [...files, bundles].sort() },
    ])
    expect(await hasTag(commit)).toBe(true)
    expect(result.printed).toContain(`There is no runner for ${notRun.slice(notRun.indexOf(':') + 2, -1)}`)
  })

  test('without attestation the notes say so, and everything else is done', async () => {
    const { run, dispatch, releases, body } = await onGitHub(to())
    const result = await run('release-manual', await dispatch(), { variables: { RELEASE_ATTEST: 'false' } })
    expect(endsOf(result), result.printed).toEqual(whole)
    expect(releases()).toMatchObject([{ isDraft: false, assets: files }])
    expect(body()).toMatch(/This release is not attested.*Not run on.*Full Changelog.*## Downloads/s)
    expect(body()).toContain(notRun)
  })

  test('a release that exists while it is built is not replaced', async () => {
    const { run, dispatch, releases, commit, repository } = await onGitHub(to())
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
    const { run, dispatch, releases, archives } = await onGitHub(to())
    const result = await run('release-manual', await dispatch(inputs))
    expect(endsOf(result), result.printed).toEqual({ build: false })
    expect(result.printed).toContain(message)
    expect(archives.host.log).toEqual([])
    expect(releases()).toEqual([])
  })

  test('a commit that is not on the default branch fails before anything is built', async () => {
    const { run, dispatch, archives } = await onGitHub(to())
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
    const { run, dispatch, releases } = await onGitHub(to(), { more: program })
    const result = await run('release-manual', await dispatch(inputs), change)
    expect(endsOf(result), result.printed).toEqual({ build: false })
    showRun('release-manual', 'GitHub', 'fails', result)
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
      const { run, dispatch, releases } = await onGitHub(to())
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

describe.skipIf(skipped !== '')(`release-manual under act, on Gitea, with Node 20${skipped}`, () => {
  test('a release is published without attestation, and its notes say so', async () => {
    const { run, dispatch, releases } = await onGitea(to())
    const result = await run('release-manual', await dispatch(version))
    expect(endsOf(result), result.printed).toEqual(whole)
    showRun('release-manual', 'Gitea', 'passes', result)
    const [release] = releases()
    expect(release?.isDraft).toBe(false)
    expect(release?.assets.map(({ name }) => name).sort()).toEqual(files)
    expect(release?.body).toContain('This release is not attested')
  })

  test('a version that is not that of deno.json fails, and nothing is published', async () => {
    const { run, dispatch, releases } = await onGitea(to())
    const result = await run('release-manual', await dispatch('1.2.4'))
    expect(endsOf(result), result.printed).toEqual({ build: false })
    expect(result.printed).toContain('(version-mismatch)')
    showRun('release-manual', 'Gitea', 'fails', result)
    expect(releases()).toEqual([])
  })
})

describe.skipIf(skipped !== '')(`the table of runs${skipped}`, () => {
  test('lists what was shown here, and nothing else', () => {
    expectRunsShown('test/act-release.test.ts')
  })
})

interface Fault {
  readonly program?: Readonly<Record<string, string>>
  readonly inputs?: Readonly<Record<string, string>>
  readonly change?: ReleaseChange
}
