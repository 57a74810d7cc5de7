import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { formatProblem } from '../../packages/errors/src/index.ts'
import { root } from '../actions.ts'
import { findReleaseFaults } from './release-rules.ts'

const find = (text: string) => findReleaseFaults(text, 'w.yml').map(formatProblem)
const publish = '      - uses: org/actions/release-publish@v1\n'
/** Returns a workflow in which a release follows a build and its tests. */
const workflow = ({ build = '', smoke = '', release = '', needs = '[smoke]', step = publish } = {}) =>
  [
    `jobs:\n  build:\n${build}    steps: [{ run: make }]\n`,
    `  smoke:\n    needs: build\n${smoke}    steps: [{ run: ./app }]\n`,
    `  release:\n    needs: ${needs}\n${release}    steps:\n${step}`,
  ].join('')

test('a release that needs every job before it is accepted', () => {
  expect(find(workflow())).toEqual([])
})

describe('a release that could follow a failure is refused', () => {
  test.each(['build', 'smoke', 'release'] as const)('a condition at the job %s', (job) => {
    for (const condition of ['always()', '${{ !cancelled() }}', 'false', "vars.X == 'true'"])
      expect(find(workflow({ [job]: `    if: ${condition}\n` }))).toEqual([
        expect.stringMatching(new RegExp(`the job ${job}, .* has a condition`)),
      ])
  })

  test.each(['build', 'smoke', 'release'] as const)('continue-on-error at the job %s', (job) => {
    for (const value of ['true', '${{ matrix.lenient }}'])
      expect(find(workflow({ [job]: `    continue-on-error: ${value}\n` }))).toEqual([
        expect.stringMatching(new RegExp(`the job ${job}, .* has continue-on-error`)),
      ])
    expect(find(workflow({ [job]: '    continue-on-error: false\n' }))).toEqual([])
  })

  test('continue-on-error or a condition at its step', () => {
    expect(find(workflow({ step: `${publish}        continue-on-error: true\n` }))).toHaveLength(1)
    expect(find(workflow({ step: `${publish}        if: github.ref_name == 'main'\n` }))).toHaveLength(1)
  })

  test('a matrix in which one job cancels the others', () => {
    const matrix = '    strategy: { matrix: { target: [a, b] } }\n'
    expect(find(workflow({ smoke: matrix }))).toEqual([expect.stringContaining('without fail-fast: false')])
    expect(find(workflow({ smoke: matrix.replace('{', '{ fail-fast: false,') }))).toEqual([])
  })

  test('a job that it does not wait for', () => {
    expect(find(workflow({ needs: 'build' }))).toEqual([
      expect.stringContaining('the job release publishes a release without waiting for the job smoke'),
    ])
    expect(find(`${workflow()}  announce:\n    needs: release\n    steps: [{ run: say }]\n`)).toEqual([])
  })
})

test('other workflows may have conditions', () => {
  expect(find(workflow({ step: '      - run: make\n', build: '    if: always()\n' }))).toEqual([])
})

test.each(['release-manual.yml', 'release-on-tag.yml'])(
  '%s is refused once a job gets a condition',
  (file) => {
    const text = readFileSync(join(root, 'workflows-templates', file), 'utf8')
    expect(findReleaseFaults(text, file)).toEqual([])
    const jobs = text.match(/^ {4}runs-on: .*$/gm) ?? []
    expect(jobs).toHaveLength(4)
    for (const line of jobs)
      expect(findReleaseFaults(text.replaceAll(line, `${line}\n    if: always()`), file)).not.toEqual([])
  },
)
