import { startGitea } from '@suite/testkit/gitea'
import { fixedClock, runInWorld, type Scenario } from '@suite/testkit/sweep'
import {
  action,
  fullName,
  inputs,
  type OnGitHub,
  openGitHub,
  othersOf,
  stateOf,
  worldOf,
  writes,
  wrongLabels,
} from './label-world.ts'

const rule = (label: string, glob: string) => `
${label}:
  - changed-files:
      - any-glob-to-any-file: ${glob}
`
const owned = (label: string) => `
${label}:
  sync: own
  rules:
    - changed-files:
        - any-glob-to-any-file: none
`
const rules = [rule('a', 'x'), rule('b', 'x'), rule('by-hand', 'x'), owned('own'), owned('theirs')].join('')
const labels = ['a', 'b', 'by-hand', 'own', 'theirs']

/** A pull request with a label of each kind: to add, removed by hand, own, and added by somebody else. */
async function openHistory(): Promise<OnGitHub> {
  const opened = await openGitHub(rules, { x: 'x\n' }, labels)
  opened.pull.addLabels(['theirs', 'by-hand'], 'ada')
  opened.pull.addLabels(['own'], 'github-actions[bot]')
  opened.pull.removeLabel('by-hand', 'ada')
  return opened
}

const addsAndRemoves: Scenario = {
  name: 'adds and removes',
  deserves: 'pass',
  async open() {
    const opened = await openHistory()
    return worldOf(opened, {
      others: othersOf(opened),
      missing: async () => wrongLabels(opened.pull.labels(), ['theirs', 'a', 'b'], ['own', 'by-hand']),
      state: stateOf(opened),
    })
  },
}

/** The most frequent run. No removal follows, so only what is read back shows whether the label was added. */
const adds: Scenario = {
  name: 'adds',
  deserves: 'pass',
  async open() {
    const opened = await openGitHub(rule('a', 'x'), { x: 'x\n' }, ['a'])
    return worldOf(opened, {
      others: othersOf(opened),
      missing: async () => wrongLabels(opened.pull.labels(), ['a'], []),
      state: stateOf(opened),
    })
  },
}

const declared = `
change:routes:
  color: "#D93F0B"
  description: Modifies routes
  rules:
    - changed-files:
        - any-glob-to-any-file: zzz/**
`
const many = Object.fromEntries(Array.from({ length: 120 }, (_, at) => [`aaa/${at}.svg`, `${at}\n`]))

const creates: Scenario = {
  name: 'creates labels for a change of two pages',
  deserves: 'pass',
  async open() {
    const opened = await openGitHub(declared + rule('old', 'none'), { ...many, 'zzz/last': 'x\n' }, ['old'])
    opened.pull.addLabels(['old'], 'ada')
    const isDeclared = () =>
      opened.repository
        .labels()
        .some(
          ({ name, color, description }) =>
            name === 'change:routes' && color === 'd93f0b' && description === 'Modifies routes',
        )
    return worldOf(
      opened,
      {
        others: othersOf(opened),
        missing: async () =>
          wrongLabels(opened.pull.labels(), ['change:routes'], ['old']) ??
          (isDeclared() ? undefined : 'the label is not as its rule declares it'),
        state: stateOf(opened),
        subjects: [`#${opened.pull.number}`, '.github/labeler.yml', 'the label change:routes'],
      },
      {
        permissions: { ...writes, issues: 'write' },
        more: { 'create-labels': 'true', 'sync-labels': 'true' },
      },
    )
  },
}

const onGitea: Scenario = {
  name: 'adds and removes on Gitea',
  deserves: 'pass',
  async open() {
    const gitea = await startGitea({ now: fixedClock })
    const repository = await gitea.createRepository(fullName)
    await repository.commit({
      branch: 'main',
      files: { '.github/labeler.yml': rule('a', 'x') + rule('old', 'none'), 'README.md': '# Shop\n' },
    })
    for (const name of ['a', 'old', 'mine', 'urgent']) repository.addLabel({ name })
    const pull = await repository.openPullRequest({ files: { x: 'x\n' } })
    pull.addLabels(['mine', 'old'], 'ada')
    const token = gitea.token({ permissions: writes })
    const trigger = await repository.trigger.pullRequestTarget(pull.number, 'synchronized')
    const options = {
      ...trigger,
      token,
      forge: gitea.forge,
      inputs: { ...inputs, 'sync-labels': 'true' },
    }
    return {
      hosts: { gitea: gitea.host },
      secrets: [token],
      subjects: [
        `#${pull.number}`,
        '.github/labeler.yml',
        "the organization's labels",
        "the repository's labels",
      ],
      others: { 'a label by hand': async () => pull.addLabels(['urgent'], 'ada') },
      run: (changes) => runInWorld(action, { ...options, log: gitea.host.log }, changes),
      missing: async () => wrongLabels(pull.labels(), ['a', 'mine'], ['old']),
      state: async () => pull.labels().sort(),
      close: () => gitea.close(),
    }
  },
}

const dryRun: Scenario = {
  name: 'dry run',
  deserves: 'pass',
  async open() {
    const opened = await openHistory()
    const before = opened.pull.labels().join()
    return worldOf(
      opened,
      {
        missing: async () =>
          opened.pull.labels().join() === before ? undefined : 'a dry run changed the labels',
      },
      { more: { 'dry-run': 'true' } },
    )
  },
}

const mayNotLabel: Scenario = {
  name: 'may not label',
  deserves: 'fail',
  async open() {
    const opened = await openHistory()
    return worldOf(
      opened,
      { missing: async () => 'the token may not label' },
      { permissions: { contents: 'read', 'pull-requests': 'read' } },
    )
  },
}

export const scenarios: readonly Scenario[] = [addsAndRemoves, adds, creates, onGitea, dryRun, mayNotLabel]
