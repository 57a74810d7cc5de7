import { node20, type Trigger } from '@suite/testkit/core'
import { startGitea } from '@suite/testkit/gitea'
import { startGitHub } from '@suite/testkit/github'
import { onTestFinished } from 'vitest'
import { type Language, openReleaseScene, type ReleaseChange, readProgram, version } from './release-scene.ts'
import type { WorkflowResult } from './run-workflow.ts'

/** The folder with the published actions, and where to write. */
export interface Folders {
  readonly suite: string
  readonly folder: string
}

/** The files of a release that is not attested. */
export const files = [
  'SHA256SUMS',
  'manifest.json',
  'my-tool-darwin-arm64',
  'my-tool-darwin-x86_64',
  'my-tool-linux-aarch64',
  'my-tool-linux-x86_64',
  'my-tool-windows-x86_64.exe',
  'my-tool.cdx.json',
]
/** The file of the attestations. */
export const bundles = `my-tool-${version}.intoto.jsonl`
export const notRun =
  'Not run on its own system before publishing: aarch64-unknown-linux-gnu, x86_64-apple-darwin, aarch64-apple-darwin, x86_64-pc-windows-msvc.'
/** How the jobs of a whole release end. */
export const whole = { build: true, smoke: true, attest: true, publish: true }

/** Leaves out the second build, which takes as long as the first. */
export const once = (text: string) => text.replace(/^( *)output-dir: /m, '$1reproducible: off\n$&')

/** Returns how each job ended, without skipped jobs. One that has a matrix succeeded if each of its legs did. */
export function endsOf({ jobs }: WorkflowResult): Record<string, boolean> {
  const ends: Record<string, boolean> = {}
  for (const [leg, { succeeded }] of Object.entries(jobs)) {
    const job = leg.replace(/-\d+$| \(.*/, '')
    ends[job] = succeeded && ends[job] !== false
  }
  return ends
}

/** Starts a repository with the program on main; the branch topic and the tag old are elsewhere. */
export async function onGitHub(
  to: Folders,
  {
    language = 'js',
    more = {},
  }: {
    readonly language?: Language
    readonly more?: Readonly<Record<string, string>> | undefined
  } = {},
) {
  const github = await startGitHub()
  onTestFinished(() => github.close())
  const repository = await github.createRepository('acme/tool')
  const first = await repository.commit({ branch: 'main', files: { 'README.md': '# A tool\n' } })
  const commit = await repository.commit({
    branch: 'main',
    files: { ...(await readProgram(language)), ...more },
  })
  await repository.commit({ branch: 'topic', files: { 'README.md': '# Another tool\n' } })
  await repository.tag('old', first)
  await repository.tag('twice', first)
  await repository.moveBranch('twice', commit)
  const token = github.token({ permissions: { contents: 'write' } })
  const forge = { forge: github.forge, token, node: process.execPath, folder: repository.folder }
  const { run, archives } = await openReleaseScene(forge, {
    language,
    ...to,
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

/** Starts a repository with the program on main. */
export async function onGitea(to: Folders) {
  const gitea = await startGitea()
  onTestFinished(() => gitea.close())
  const repository = await gitea.createRepository('acme/tool')
  const commit = await repository.commit({ branch: 'main', files: await readProgram('js') })
  const token = gitea.token({ permissions: { contents: 'write', releases: 'write' } })
  const { run } = await openReleaseScene(
    { forge: gitea.forge, token, node: node20, folder: repository.folder },
    { ...to, language: 'js' },
  )
  return {
    releases: () => repository.releases.list(),
    /** Runs a template as this forge can, unless a change says otherwise: without attestations and generated notes. */
    run: (template: string, on: Trigger, { variables, ...change }: ReleaseChange = {}) =>
      run(template, on, {
        ...change,
        variables: { RELEASE_ATTEST: 'false', RELEASE_GENERATE_NOTES: 'false', ...variables },
      }),
    dispatch: (given: string): Promise<Trigger> =>
      repository.trigger.workflowDispatch({ version: given, ref: 'main' }),
    async pushTag(tag: string): Promise<Trigger> {
      await repository.tag(tag, commit)
      return repository.trigger.pushTag(tag, null)
    },
  }
}
