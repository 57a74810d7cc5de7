/** The forges whose environment and API a run is given. */
export const forges = ['GitHub', 'Gitea'] as const
export type Forge = (typeof forges)[number]
export type End = 'passes' | 'fails'

/** What act runs of one template. */
export interface TemplateRuns {
  readonly template: string
  /** The tests. */
  readonly file: string
  /** What the tests show for each forge. Empty: act cannot run the template there, and `notRun` says why. */
  readonly shown: Readonly<Record<Forge, readonly End[]>>
  /** The job that fails in the run that fails, and why it fails. */
  readonly fails: { readonly job: string; readonly because: string }
  /** What differs from a real runner in these runs, and the jobs and legs that they leave out. */
  readonly notRun: readonly string[]
}

const both: TemplateRuns['shown'] = { GitHub: ['passes', 'fails'], Gitea: ['passes', 'fails'] }
const systems = 'The other four systems of `smoke` have no runner here.'
const unsigned =
  '`actions/attest` and `gh` are stand-ins that sign nothing. On Gitea the release is not attested.'

/**
 * The runs of the workflow templates. The tests compare what they showed with this list, and the README's table is
 * generated from it.
 */
export const templateRuns: readonly TemplateRuns[] = [
  {
    template: 'ci',
    file: 'test/act.test.ts',
    shown: both,
    fails: { job: 'frontend', because: 'a project does not build' },
    notRun: ['`deno` and `coverage-trend` run on GitHub only, in `act-ci.test.ts`.'],
  },
  {
    template: 'labeler',
    file: 'test/act.test.ts',
    shown: both,
    fails: { job: 'label', because: 'the rules cannot be read' },
    notRun: [],
  },
  {
    template: 'proofs-gate',
    file: 'test/act.test.ts',
    shown: both,
    fails: { job: 'require-proofs', because: 'proofs are missing' },
    notRun: [],
  },
  {
    template: 'deploy-api',
    file: 'test/act-deploy.test.ts',
    shown: both,
    fails: { job: 'stage', because: 'the staged version fails its probes' },
    notRun: ['No reviewer approves `promote`.'],
  },
  {
    template: 'deploy-api-simple',
    file: 'test/act-deploy.test.ts',
    shown: both,
    fails: { job: 'deploy', because: 'the deployed version fails its probes' },
    notRun: [],
  },
  {
    template: 'publish-image',
    file: 'test/act-publish-image.test.ts',
    shown: both,
    fails: { job: 'publish', because: 'the image cannot be built' },
    notRun: ['`docker` is a stand-in that pushes to a registry on loopback.'],
  },
  {
    template: 'pin-drift',
    file: 'test/act-publish-image.test.ts',
    shown: both,
    fails: { job: 'verify-pin', because: 'a control plane serves another image' },
    notRun: ['`docker` is a stand-in.'],
  },
  {
    template: 'worker-drift',
    file: 'test/act-deploy.test.ts',
    shown: both,
    fails: { job: 'worker-drift', because: 'Cloudflare has a route that the configuration does not have' },
    notRun: [],
  },
  {
    template: 'release-manual',
    file: 'test/act-release.test.ts',
    shown: both,
    fails: { job: 'build', because: 'the version is not that of `deno.json`' },
    notRun: [systems, unsigned],
  },
  {
    template: 'release-on-tag',
    file: 'test/act-release-on-tag.test.ts',
    shown: both,
    fails: { job: 'build', because: 'the tag is not the version of `deno.json`' },
    notRun: [systems, unsigned],
  },
]
