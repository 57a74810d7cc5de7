import { type GitHub, type PullRequest, type Repository, startGitHub } from '@suite/testkit/github'
import { fixedClock, runInWorld, type World } from '@suite/testkit/sweep'

export const action = 'label-by-path'
export const fullName = 'acme/shop'
export const inputs = { timeout: '60s' }
export const writes = { contents: 'read', 'pull-requests': 'write' } as const

/** Returns what is wrong with labels: what must be there and is not, or must not and is. */
export function wrongLabels(
  present: readonly string[],
  wanted: readonly string[],
  unwanted: readonly string[],
): string | undefined {
  const missing = wanted.filter((label) => !present.includes(label))
  const left = unwanted.filter((label) => present.includes(label))
  if (missing.length + left.length === 0) return undefined
  return `the pull request has ${present.join(', ') || 'no label'}; missing: ${missing.join(', ') || 'none'}; not taken off: ${left.join(', ') || 'none'}`
}

export interface OnGitHub {
  readonly github: GitHub
  readonly repository: Repository
  readonly pull: PullRequest
}

export async function openGitHub(
  text: string | undefined,
  files: Readonly<Record<string, string>>,
  known: readonly string[],
): Promise<OnGitHub> {
  const github = await startGitHub({ now: fixedClock })
  const repository = await github.createRepository(fullName)
  const rulesFile = text === undefined ? {} : { '.github/labeler.yml': text }
  await repository.commit({ branch: 'main', files: { 'README.md': '# Shop\n', ...rulesFile } })
  for (const name of known) repository.addLabel({ name })
  return { github, repository, pull: await repository.openPullRequest({ files }) }
}

export async function worldOf(
  { github, repository, pull }: OnGitHub,
  given: Partial<World> & Pick<World, 'missing'>,
  {
    permissions = writes,
    more = {},
  }: {
    permissions?: Readonly<Record<string, 'read' | 'write'>>
    more?: Readonly<Record<string, string>>
  } = {},
): Promise<World> {
  const token = github.token({ permissions })
  const trigger = await repository.trigger.pullRequestTarget(pull.number, { action: 'synchronize' })
  const options = { ...trigger, token, forge: github.forge, inputs: { ...inputs, ...more } }
  return {
    hosts: { github: github.host },
    secrets: [token],
    subjects: [`#${pull.number}`, '.github/labeler.yml'],
    run: (changes) => runInWorld(action, { ...options, log: github.host.log }, changes),
    close: () => github.close(),
    ...given,
  }
}

export const othersOf = ({ pull }: OnGitHub): NonNullable<World['others']> => ({
  'a label by hand': async () => pull.addLabels(['urgent'], 'ada'),
  'a push': async () => void (await pull.push({ 'notes.md': 'more\n' })),
})

export const stateOf =
  ({ pull, repository }: OnGitHub): NonNullable<World['state']> =>
  async () => ({
    pull: pull.labels().sort(),
    repository: repository
      .labels()
      .map(({ name, color, description }) => [name, color, description].join())
      .sort(),
  })
