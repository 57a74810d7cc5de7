import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { formatProblem } from '../../packages/errors/src/index.ts'
import { root } from '../actions.ts'
import { findWorkflowFaults } from './workflow-rules.ts'

const find = (text: string) => findWorkflowFaults(text, 'w.yml').map(formatProblem)
const uses = 'org/actions/promote-runtime-pin@v1'
/** Returns a workflow of one job, with the given step and strategy. */
const workflow = (step: string, job = '') =>
  `jobs:\n  pin:\n${job}    steps:\n      - uses: x/y@v1\n      - ${step}\n`

describe('a gate that always passes is refused', () => {
  test.each(['true', "'true'", 'yes', '1', '${{ true }}', '${{ false }}', '${{ inputs.lenient }}'])(
    'continue-on-error: %s at the step',
    (value) => {
      expect(find(workflow(`uses: ${uses}\n        continue-on-error: ${value}`))).toEqual([
        'w.yml:6:9: the step that runs promote-runtime-pin has continue-on-error, which makes a failure look green: remove it',
      ])
    },
  )

  test.each(['true', '${{ matrix.lenient }}'])('continue-on-error: %s at the job', (value) => {
    expect(find(workflow(`uses: ${uses}`, `    continue-on-error: ${value}\n`))).toEqual([
      'w.yml:3:5: the job pin, which runs promote-runtime-pin, has continue-on-error, which makes a failure look green: remove it',
    ])
  })

  test.each([
    'org/actions/promote-runtime-pin@v1',
    'org/actions/promote-runtime-pin@0123456789abcdef0123456789abcdef01234567',
    'org/actions/promote-runtime-pin@feature/x',
    'org/Actions/Promote-Runtime-Pin@v1',
    'acme/promote-runtime-pin@v1',
    'https://gitea.example/org/actions/promote-runtime-pin@v1',
    'ssh://git@gitea.example/org/actions/promote-runtime-pin@v1',
    './promote-runtime-pin',
    './dist/promote-runtime-pin/',
    './.github/actions/promote-runtime-pin',
    '"org/actions/promote-runtime-pin@${{ env.REF }}"',
  ])('however the gate is named: %s', (name) => {
    expect(find(workflow(`uses: ${name}\n        continue-on-error: true`))).toHaveLength(1)
  })

  test.each([
    'node dist/verify-runtime-pin/index.js || true',
    'bash .gitea/scripts/verify-runtime-pin.sh ||true',
    './verify-runtime-pin.sh || :;',
    './verify-runtime-pin.sh || exit 0',
    './verify-runtime-pin.sh || echo "::warning::stale"',
    './verify-runtime-pin.sh; true',
    '"./verify-runtime-pin.sh; :"',
    './verify-runtime-pin.sh; exit 0',
    './verify-runtime-pin.sh || { echo stale; }',
    './verify-runtime-pin.sh || (echo "exit 1")',
    './verify-runtime-pin.sh || printf stale',
    './verify-runtime-pin.sh || failed=1',
    './verify-runtime-pin.sh | tee log',
    './verify-runtime-pin.sh 2>&1 | tee log',
    './verify-runtime-pin.sh &',
    'if ./verify-runtime-pin.sh; then echo fine; fi',
    'if ! ./verify-runtime-pin.sh; then echo stale; fi',
    '"! ./verify-runtime-pin.sh"',
    '|\n          set +ex\n          ./verify-runtime-pin.sh\n          echo done',
    '|\n          set +o errexit\n          ./verify-runtime-pin.sh\n          echo done',
    "|\n          trap 'exit 0' EXIT\n          ./verify-runtime-pin.sh",
    '|\n          ./verify-runtime-pin.sh || {\n            echo stale\n          }',
    '|\n          ./verify-runtime-pin.sh\n          echo done\n        shell: bash {0}',
    '|\n          node index.js || true\n        working-directory: dist/verify-runtime-pin',
    '|\n          set +e\n          ./verify-runtime-pin.sh',
    '|\n          ./verify-runtime-pin.sh \\\n            || true',
  ])('a script that continues after a failure: %s', (script) => {
    const [problem, ...more] = find(workflow(`run: ${script}`))
    expect(problem).toContain(
      'w.yml:5:9: the script that runs verify-runtime-pin continues after its failure',
    )
    expect(more).toEqual([])
  })
})

describe('a script that fails with the gate is accepted', () => {
  test.each([
    'node dist/verify-runtime-pin/index.js',
    './verify-runtime-pin.sh || exit 1',
    './verify-runtime-pin.sh || { echo "::error::stale"; exit 1; }',
    './verify-runtime-pin.sh && echo fine',
    './verify-runtime-pin.sh > log 2>&1',
    '|\n          [ -f x ] || touch x\n          ./verify-runtime-pin.sh',
    '|\n          ./verify-runtime-pin.sh || {\n            echo stale\n            exit 1\n          }',
    '|\n          ./verify-runtime-pin.sh | tee log\n        shell: bash',
    '|\n          set -o pipefail\n          ./verify-runtime-pin.sh | tee log',
    '|\n          ./verify-runtime-pin.sh\n        shell: bash -euo pipefail {0}',
    '|\n          # ./verify-runtime-pin.sh || true\n          ./verify-runtime-pin.sh',
  ])('%s', (script) => {
    expect(find(workflow(`run: ${script}`))).toEqual([])
  })

  test('and the shell of the job or the workflow counts', () => {
    const text = workflow('run: ./verify-runtime-pin.sh | tee log')
    expect(find(`defaults: { run: { shell: bash } }\n${text}`)).toEqual([])
    expect(find(`defaults: { run: { shell: 'bash {0}' } }\n${text}`)).toHaveLength(1)
  })
})

describe('a gate that never runs is refused', () => {
  test.each(['false', '${{ false }}', '${{ !true }}', "'!always()'"])('if: %s', (condition) => {
    expect(find(workflow(`uses: ${uses}\n        if: ${condition}`))).toEqual([
      expect.stringContaining('the step that runs promote-runtime-pin never runs'),
    ])
    expect(find(workflow(`uses: ${uses}`, `    if: ${condition}\n`))).toEqual([
      expect.stringContaining('the job pin, which runs promote-runtime-pin, never runs'),
    ])
  })

  test.each(['true', '${{ always() }}', '${{ !cancelled() }}', "github.ref == 'refs/heads/main'"])(
    'but not a gate that may run: if: %s',
    (condition) => {
      expect(find(workflow(`uses: ${uses}\n        if: ${condition}`))).toEqual([])
    },
  )
})

describe('a gate outside of the workflow is recognized by its name', () => {
  test('a composite action', () => {
    const steps = `    - uses: ${uses}\n      continue-on-error: true\n`
    expect(find(`runs:\n  using: composite\n  steps:\n${steps}`)).toEqual([
      expect.stringContaining('w.yml:5:7: the step that runs promote-runtime-pin has continue-on-error'),
    ])
  })

  test('a reusable workflow in a matrix', () => {
    const job =
      '    uses: ./.github/workflows/promote-runtime-pin.yml\n    strategy: { matrix: { plane: [a] } }\n'
    expect(find(`jobs:\n  pin:\n${job}`)).toEqual([
      expect.stringContaining('the job pin, which calls promote-runtime-pin, has a matrix without'),
    ])
  })
})

describe('a matrix in which one job hides another is refused', () => {
  const withStrategy = (strategy: string) => find(workflow(`uses: ${uses}`, `    strategy:\n${strategy}`))

  test.each([
    ['without fail-fast', '      matrix: { plane: [prod, staging] }\n', 4],
    ['with fail-fast', '      fail-fast: true\n      matrix: { plane: [prod] }\n', 4],
    ['with an empty fail-fast', '      matrix: { plane: [prod] }\n      fail-fast:\n', 5],
    ['with an expression', '      fail-fast: ${{ inputs.fast }}\n      matrix: { plane: [prod] }\n', 4],
    ['that is computed', '      matrix: ${{ fromJSON(inputs.planes) }}\n', 4],
  ])('%s', (_, strategy, line) => {
    expect(withStrategy(strategy)).toEqual([
      expect.stringMatching(
        new RegExp(`^w.yml:${line}:7: the job pin, .* has a matrix without fail-fast: false`),
      ),
    ])
  })

  test.each(['false', "'false'"])('but not with fail-fast: %s', (value) => {
    expect(withStrategy(`      fail-fast: ${value}\n      matrix: { plane: [prod] }\n`)).toEqual([])
  })
})

describe('values that are written once and used elsewhere are checked where they are used', () => {
  test('a step from an anchor', () => {
    const text = `jobs:
  one:
    steps:
      - &pin
        uses: ${uses}
        continue-on-error: true
  two:
    steps: [*pin]
`
    expect(find(text)).toHaveLength(2)
  })

  test('a merged key, and one that overrides it', () => {
    const text = `x-lenient: &lenient { continue-on-error: true }
jobs:
  merged:
    <<: *lenient
    steps:
      - uses: ${uses}
  listed:
    steps:
      - <<: [*lenient]
        uses: ${uses}
  overridden:
    <<: *lenient
    continue-on-error: false
    steps:
      - { <<: *lenient, continue-on-error: false, uses: ${uses} }
`
    expect(find(text)).toEqual([
      expect.stringMatching(/^w.yml:1:23: the job merged/),
      expect.stringMatching(/^w.yml:1:23: the step/),
    ])
  })

  test('an anchored value, and an anchored strategy', () => {
    const text = `x-yes: &yes true
x-strategy: &strategy { matrix: { plane: [prod] } }
jobs:
  pin:
    strategy: *strategy
    steps:
      - uses: ${uses}
        continue-on-error: *yes
`
    expect(find(text).map((line) => line.slice(0, 10))).toEqual(['w.yml:8:9:', 'w.yml:2:25'])
  })

  test('and a map that is merged into itself does not hang the check', () => {
    expect(
      find(`jobs: &jobs\n  <<: *jobs\n  pin: &pin\n    <<: *pin\n    steps: [{ uses: ${uses} }]\n`),
    ).toEqual([])
  })
})

describe('harmless workflows are accepted', () => {
  test.each([
    ['a gate as it should be', workflow(`uses: ${uses}`, '    continue-on-error: false\n')],
    ['another action', workflow('uses: org/actions/label-by-path@v1\n        continue-on-error: true')],
    [
      'a similar name',
      workflow('uses: org/actions/promote-runtime-pin-notes@v1\n        continue-on-error: true'),
    ],
    ['another script', workflow('run: make lint || true')],
    [
      'a job next to it',
      `jobs:\n  a:\n    continue-on-error: true\n    steps: [{ run: x }]\n  b:\n    steps: [{ uses: ${uses} }]\n`,
    ],
    ['an empty continue-on-error', workflow(`uses: ${uses}\n        continue-on-error:`)],
    ['a file without jobs', 'on: push\n'],
    ['an empty file', ''],
  ])('%s', (_, text) => {
    expect(find(text)).toEqual([])
  })
})

test('a file that cannot be parsed is reported', () => {
  expect(find('jobs: [\n')).toEqual([expect.stringMatching(/^w.yml:2:1: cannot be read: /)])
  expect(find('jobs: {}\njobs: {}\n')).toEqual([expect.stringContaining('cannot be read')])
})

describe.each(['publish-image.yml', 'pin-drift.yml'])('%s', (file) => {
  const text = readFileSync(join(root, 'workflows-templates', file), 'utf8')

  test('is refused without fail-fast: false, and with continue-on-error', () => {
    expect(findWorkflowFaults(text, file)).toEqual([])
    const legs = text.split('fail-fast: false').length - 1
    expect(legs).toBeGreaterThan(0)
    expect(findWorkflowFaults(text.replaceAll(/^ *fail-fast: .*\n/gm, ''), file)).toHaveLength(legs)
    const lenient = text.replaceAll(/^( *)(strategy:)$/gm, '$1continue-on-error: true\n$1$2')
    expect(findWorkflowFaults(lenient, file)).toHaveLength(legs)
  })
})
