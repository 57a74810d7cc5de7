/** Returns the files of a new action, by their path in its folder: small, complete, and accepted by every check. */
export function skeleton(name: string): Record<string, string> {
  const camel = name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  const title = name.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase())
  return {
    'package.json': `${JSON.stringify(manifest(name), null, 2)}\n`,
    'README.md': `# ${name}\n\nWhat it does, for whom, and a workflow to copy.\n\n<!-- generated: contract -->\n<!-- /generated -->\n`,
    'src/contract.ts': `import { defineAction, input, shared } from '@suite/contract'
import { forgeReasons } from '@suite/forge/reasons'
import { runnerReasons } from '@suite/runner/reasons'

export const contract = defineAction({
  name: '${name}',
  title: '${title}',
  description: 'Counts the files that a pull request changes',
  branding: { icon: 'check-circle', color: 'green' },
  gate: true,
  events: ['pull_request_target', 'pull_request'],
  inputs: {
    token: shared.token('The token that reads the pull request.'),
    'most-files': input.integer({ description: 'How many files a pull request may change.', default: '100', min: 1 }),
    timeout: shared.timeout('60s'),
  },
  outputs: {},
  reasons: {
    'within-bounds': { verdict: 'pass', means: 'The pull request is small enough.' },
    'too-large': {
      verdict: 'fail',
      means: 'The pull request changes too many files.',
      fix: 'Split it.',
    },
  },
  uses: [forgeReasons, runnerReasons],
  permissions: [{ scope: 'pull-requests', access: 'read', why: 'reads the pull request' }],
})
`,
    'src/decide.ts': `/** Whether a change of so many files is within bounds. */
export function isWithinBounds(files: number, mostFiles: number): boolean {
  return files <= mostFiles
}
`,
    'src/decide.test.ts': `import { expect, test } from 'vitest'
import { isWithinBounds } from './decide.ts'

test.each([
  [0, 1, true],
  [1, 1, true],
  [2, 1, false],
])('a change of %i files, of which %i are allowed: %s', (files, mostFiles, expected) => {
  expect(isWithinBounds(files, mostFiles)).toBe(expected)
})
`,
    'src/action.ts': `import type { InputsOf } from '@suite/contract'
import { type Forge, readSubject } from '@suite/forge'
import { counted, text } from '@suite/report'
import type { Outcome, Run } from '@suite/runner'
import type { contract } from './contract.ts'
import { isWithinBounds } from './decide.ts'

type Contract = typeof contract

/** Gathers, decides, reports. */
export async function ${camel}(
  { inputs, event, environment }: Pick<Run<InputsOf<Contract>>, 'inputs' | 'event' | 'environment'>,
  { pullRequests }: Pick<Forge, 'pullRequests'>,
): Promise<Outcome<Contract>> {
  const subject = readSubject(event, [], environment.forge)
  if (subject.kind !== 'pull-requests') throw new Error('the contract lets no other event in')
  const pulls = await Promise.all(subject.numbers.map((number) => pullRequests.read(number, subject.expectation)))
  const files = pulls.reduce((sum, pull) => sum + pull.files.length, 0)
  const passes = isWithinBounds(files, inputs['most-files'])
  const headline = \`\${counted(files, 'changed file')}, and \${inputs['most-files']} are allowed\`
  return {
    verdict: passes ? 'pass' : 'fail',
    reason: passes ? 'within-bounds' : 'too-large',
    headline,
    story: [],
    summary: text(headline),
    annotations: [],
    outputs: { 'scope-size': files },
  }
}
`,
    'src/main.ts': `import { runAction } from '@suite/runner'
import { contract } from './contract.ts'

// Everything else is loaded once the first line is out.
await runAction(contract, async (run) => {
  const [{ ${camel} }, { connectForge }] = await Promise.all([import('./action.ts'), import('@suite/forge')])
  return ${camel}(run, connectForge(run, run.inputs.token))
})
`,
    'test/bundle.test.ts': `import { bundleScene } from '@suite/testkit/bundle'
import { startGitHub } from '@suite/testkit/github'
import { expect, test } from 'vitest'

const scene = bundleScene({
  action: '${name}',
  open: () => startGitHub(),
  close: (github) => github.close(),
})

async function run(inputs: Record<string, string>) {
  const github = scene.world()
  const shop = await github.createRepository(\`acme/shop-\${crypto.randomUUID()}\`)
  await shop.commit({ branch: 'main', files: { 'README.md': '# Shop\\n' } })
  const pull = await shop.openPullRequest({ files: { 'a.txt': 'a', 'b.txt': 'b' } })
  const token = github.token({ permissions: { 'pull-requests': 'read' } })
  const trigger = await shop.trigger.pullRequestTarget(pull.number, { action: 'opened' })
  return scene.run({ ...trigger, inputs, forge: github.forge, token })
}

test('a pull request within bounds is green, and says how much was looked at', async () => {
  const { exitCode, outputs } = await run({})
  expect({ exitCode, ...outputs }).toEqual({
    exitCode: 0,
    verdict: 'pass',
    reason: 'within-bounds',
    'scope-size': '2',
  })
})

test('a pull request that is too large is red', async () => {
  const { exitCode, outputs } = await run({ 'most-files': '1' })
  expect({ exitCode, reason: outputs.reason }).toEqual({ exitCode: 1, reason: 'too-large' })
})
`,
  }
}

function manifest(name: string) {
  const uses = ['contract', 'forge', 'report', 'runner']
  return {
    name: `@suite/${name}`,
    version: '1.0.0',
    private: true,
    license: 'MIT',
    type: 'module',
    sideEffects: false,
    dependencies: Object.fromEntries(uses.map((each) => [`@suite/${each}`, 'workspace:*'])),
    devDependencies: { '@suite/testkit': 'workspace:*' },
  }
}
