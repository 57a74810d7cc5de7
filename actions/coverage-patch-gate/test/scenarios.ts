import { startGitea } from '@suite/testkit/gitea'
import { startGitHub } from '@suite/testkit/github'
import { fixedClock, type Scenario, type World } from '@suite/testkit/sweep'
import { counts, lcov } from './lcov.ts'
import { checkOut } from './sweep/checkout.ts'
import { addedCode, addedLines, countLines } from './sweep/what-is-covered.ts'
import { type Gate, reports, worldOf } from './sweep/world.ts'

const fullName = 'acme/shop'
const before = `export function price(total) {
  return total
}
`
const after = `export function price(total) {
  if (total > 100) {
    return total * 0.9
  }
  return total
}
`
const commented = `// What a customer pays.\n${before}`
const begin = { 'src/price.js': before, 'README.md': '# Shop\n' }
const withTest = { 'src/price.js': after, 'src/price.test.js': "test('price', () => price(101))\n" }

/** A change, and what each of the two reports counts in its file. */
interface Change {
  readonly files: Readonly<Record<string, string>>
  readonly unit: string
  readonly endToEnd: string
  readonly labels?: readonly string[]
  readonly inputs?: Readonly<Record<string, string>>
}

const permissions = { contents: 'read', 'pull-requests': 'write' } as const

function reportsOf({ unit, endToEnd }: Change): Readonly<Record<string, string>> {
  const [first = '', second = ''] = reports
  return {
    [first]: lcov({ 'src/price.js': counts(unit) }),
    [second]: lcov({ 'src/price.js': counts(endToEnd) }),
  }
}

/** Checks out the merge of the pull request, as actions/checkout does on GitHub. */
async function openOnGitHub(change: Change): Promise<Gate> {
  const github = await startGitHub({ now: fixedClock })
  const repository = await github.createRepository(fullName)
  await repository.commit({ branch: 'main', files: begin })
  const { files, labels = [], inputs } = change
  const pull = await repository.openPullRequest({ files, labels })
  const trigger = await repository.trigger.pullRequest(pull.number, { action: 'synchronize' })
  return {
    hosts: { github: github.host },
    log: github.host.log,
    on: { ...trigger, forge: github.forge, token: github.token({ permissions }) },
    checkout: await checkOut(repository.folder, trigger.sha, reportsOf(change)),
    base: await pull.baseSha(),
    number: pull.number,
    bot: 'github-actions[bot]',
    comments: () => pull.comments(),
    comment: (user, body) => void pull.comment(user, body),
    closeForge: () => github.close(),
    ...(inputs && { inputs }),
  }
}

/** Checks out the head of the pull request, as on Gitea, where the base branch has moved on. */
async function openOnGitea(change: Change): Promise<Gate> {
  const gitea = await startGitea({ now: fixedClock })
  const repository = await gitea.createRepository(fullName)
  const base = await repository.commit({ branch: 'main', files: begin })
  const pull = await repository.openPullRequest({ files: change.files })
  await repository.commit({ branch: 'main', files: { 'src/tax.js': 'export const tax = 0.2\n' } })
  const trigger = await repository.trigger.pullRequest(pull.number, 'synchronized')
  return {
    hosts: { gitea: gitea.host },
    log: gitea.host.log,
    on: { ...trigger, forge: gitea.forge, token: gitea.token({ permissions }) },
    checkout: await checkOut(repository.folder, trigger.sha, reportsOf(change)),
    base,
    number: pull.number,
    bot: 'gitea-actions',
    comments: () => pull.comments(),
    comment: (user, body) => void pull.comment(user, body),
    closeForge: () => gitea.close(),
  }
}

/** Returns which changed lines no test runs. */
const lackOfCoverage = async ({ checkout, base }: Gate): Promise<string | undefined> => {
  const { covered, total } = await countLines(checkout.folder, base, reports)
  return covered === total && total > 0 ? undefined : `tests run ${covered} of ${total} changed lines`
}

const lackOfTest = async ({ checkout, base }: Gate): Promise<string | undefined> =>
  (await addedLines(checkout.folder, base)).some(({ path }) => path.endsWith('.test.js'))
    ? undefined
    : 'the change adds no test'

const codeToJudge = async ({ checkout, base }: Gate): Promise<string | undefined> => {
  const [first] = await addedCode(checkout.folder, base)
  return first && `the change adds code: ${first.path}:${first.line}`
}

const covered = { unit: '110.1.', endToEnd: '001.0.' }
const missed = { unit: '110.1.', endToEnd: '000.0.' }
const byLabel = { labels: ['change:routes'], inputs: { 'require-tests': 'change:routes' } }

const fails = (gate: Gate): World =>
  worldOf(gate, {
    missing: async () => (await lackOfCoverage(gate)) ?? (await lackOfTest(gate)) ?? 'nothing is missing',
  })

export const scenarios: readonly Scenario[] = [
  {
    name: 'passes a change that tests run',
    deserves: 'pass',
    async open() {
      const gate = await openOnGitHub({ files: { 'src/price.js': after }, ...covered })
      return worldOf(gate, { missing: () => lackOfCoverage(gate) })
    },
  },
  {
    name: 'passes a change that tests run on Gitea',
    deserves: 'pass',
    async open() {
      const gate = await openOnGitea({ files: { 'src/price.js': after }, ...covered })
      return worldOf(gate, { missing: () => lackOfCoverage(gate) })
    },
  },
  {
    name: 'passes a change that adds the test which its label asks for',
    deserves: 'pass',
    async open() {
      const gate = await openOnGitHub({ files: withTest, ...covered, ...byLabel })
      return worldOf(gate, {
        missing: async () => (await lackOfCoverage(gate)) ?? (await lackOfTest(gate)),
      })
    },
  },
  {
    name: 'skips a change of comments',
    deserves: 'skip',
    async open() {
      const gate = await openOnGitHub({ files: { 'src/price.js': commented }, unit: '.11', endToEnd: '.11' })
      return worldOf(gate, { missing: () => codeToJudge(gate) })
    },
  },
  {
    name: 'fails a change that no test runs',
    deserves: 'fail',
    open: async () => fails(await openOnGitHub({ files: { 'src/price.js': after }, ...missed })),
  },
  {
    name: 'fails a change without the test that its label asks for',
    deserves: 'fail',
    open: async () => fails(await openOnGitHub({ files: { 'src/price.js': after }, ...covered, ...byLabel })),
  },
]
