import { defineAction, input, proxyVariables, shared } from '@suite/contract'
import { forgeReasons } from '@suite/forge/reasons'
import { runnerReasons } from '@suite/runner/reasons'
import { coverageLine } from './coverage-line.ts'
import { highRiskGlob, labelOrGlob, pathGlob } from './globs.ts'
import { needsOfJob } from './needs.ts'
import { reasons } from './reasons.ts'

/** The names that files of tests usually have. */
const usualTests = [
  '**/*.{test,spec,tests,specs}.*',
  '**/*.{test-d,spec-d}.ts',
  '**/*_{test,spec,tests}.*',
  '**/test_*.py',
  '**/conftest.py',
  '**/*{Test,Tests,Spec,IT}.{java,kt,kts,scala,groovy,cs,fs,vb,php,swift}',
  '**/{test,tests,__tests__,spec,specs,__mocks__,__fixtures__,testdata}/**',
]

export const contract = defineAction({
  name: 'coverage-patch-gate',
  title: 'Coverage of what changed',
  description: 'Blocks a change until tests run the lines of code that it adds or alters',
  branding: { icon: 'check-square', color: 'green' },
  gate: true,
  events: [],
  inputs: {
    coverage: input.linesOf(coverageLine, {
      description:
        'The reports: globs of lcov files, also compressed with gzip. `glob=folder` says where their relative paths start. Each line must match a file; one that ends in `optional`, after a blank, may match none if no changed file lies below its folder.',
      required: true,
    }),
    needs: input.of(needsOfJob, {
      description:
        'The results of the jobs that ran the tests. If one failed or was cancelled, the run fails without reading its report.',
    }),
    threshold: input.percent({
      description: 'The percentage of counted lines that the tests must run.',
      default: '85',
    }),
    'project-threshold': input.percent({
      description:
        'The percentage of the lines of all tracked files that the tests must run. Empty: no such check.',
    }),
    'min-lines': input.integer({
      description: 'A change with fewer counted lines is `skip`. Its missed lines are still listed.',
      default: '0',
    }),
    'unreported-files': input.choice({
      description:
        'What happens to a changed file that no report mentions, if reports mention other files of its extension: its added lines of code count as missed, or the run fails, or warns, or they are only listed.',
      values: ['count', 'fail', 'warn', 'ignore'],
      default: 'count',
    }),
    'unmeasured-lines': input.choice({
      description:
        'What happens to a changed line of code without a count: it is listed, or takes the count of the nearest counted line above.',
      values: ['report', 'nearest'],
      default: 'report',
    }),
    'moved-lines': input.choice({
      description:
        'Whether lines that were only moved or reformatted are left out, or count like other lines.',
      values: ['leave-out', 'count'],
      default: 'leave-out',
    }),
    'ignore-comments': input.choice({
      description: 'What happens if the change adds a comment that takes lines out of a report.',
      values: ['warn', 'fail', 'allow'],
      default: 'warn',
    }),
    branches: input.flag({
      description: 'Whether a line with a branch that was never taken is missed.',
      default: 'false',
    }),
    include: input.linesOf(pathGlob, {
      description: 'Globs of the files that count. Empty: all.',
    }),
    exclude: input.linesOf(pathGlob, {
      description: 'Globs of files that do not count.',
    }),
    tests: input.linesOf(pathGlob, {
      description: 'Globs of test files, which do not count as code to test.',
      default: usualTests.join('\n'),
    }),
    'high-risk': input.linesOf(highRiskGlob, {
      description:
        'Files that need a higher percentage for their changed lines, each on its own: `glob=percent`.',
    }),
    'require-tests': input.linesOf(labelOrGlob, {
      description:
        'Labels or globs: a change with one of them must add a line of code to a file of `tests`, regardless of the percentage.',
    }),
    'path-map': input.pairs({
      description: 'Replaces the beginning of a path in a report: `from=to`, such as `/app=packages/api`.',
    }),
    base: input.text({
      description:
        'What the checkout is compared with: a commit id or a full ref such as `refs/heads/main`. Required on events other than `pull_request`, `push` and `merge_group`.',
    }),
    'expected-reports': input.integer({
      description: 'The minimum number of reports.',
      min: 1,
    }),
    annotations: input.choice({
      description: 'The level of the annotations at missed lines.',
      values: ['errors', 'warnings', 'none'],
      default: 'errors',
    }),
    comment: input.choice({
      description:
        'Keeps one comment on the pull request. With `problems`, a new one is written only for missed, unmeasured or ignored lines; an existing one is always updated.',
      values: ['none', 'problems', 'always'],
      default: 'none',
    }),
    name: input.text({
      description:
        'A name that distinguishes the comment of this gate from others on the same pull request, such as one for each job of a matrix. Empty: the workflow, the job and the step.',
    }),
    'badge-path': input.text({
      description: 'Where to write a badge (SVG) of the coverage of the project and of the change.',
    }),
    'trend-path': input.text({
      description:
        'A file (JSON) to which one entry is added: the coverage of the project and of the change.',
    }),
    token: shared.token('The token that reads labels and writes the comment. It is used for nothing else.'),
    timeout: shared.timeout('5m'),
    'ca-file': shared.caFile(),
    'dry-run': shared.dryRun(),
  },
  outputs: {
    'patch-coverage': {
      description:
        'The percentage of counted lines that the tests run, rounded down to two decimals; empty if no line counts',
      holds: 'decimal',
    },
    'patch-covered': { description: 'How many counted lines the tests run', holds: 'number' },
    'patch-total': { description: 'How many changed lines count', holds: 'number' },
    'patch-unmeasured': { description: 'How many changed lines of code have no count', holds: 'number' },
    'project-coverage': {
      description:
        'The percentage of the lines of all tracked files that the tests run, rounded down to two decimals; empty if it was not read',
      holds: 'decimal',
    },
    uncovered: {
      description: 'The missed lines: for each file its `path`, and `ranges` of first and last line',
      holds: 'json',
    },
    'report-path': {
      description: 'The full report (JSON), in the temporary folder of the runner',
      holds: 'text',
    },
    'badge-path': { description: 'Where the badge was written', holds: 'text' },
    'scope-size': { description: 'How many changed files were looked at', holds: 'number' },
  },
  reasons,
  uses: [forgeReasons, runnerReasons],
  permissions: [
    { scope: 'contents', access: 'read', why: 'checks the commit out; this action reads only the checkout' },
    {
      scope: 'pull-requests',
      access: 'read',
      why: 'reads the labels of the pull request, if `require-tests` names a label',
      when: { input: { input: 'require-tests', given: true } },
    },
    {
      scope: 'pull-requests',
      access: 'write',
      why: 'writes the comment',
      when: { input: { input: 'comment', is: ['problems', 'always'] } },
    },
  ],
  environment: proxyVariables,
})
