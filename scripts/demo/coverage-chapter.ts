import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { runBundle } from '@suite/testkit/bundle'
import type { RunResult } from '@suite/testkit/core'
import { type PullRequest, startGitHub } from '@suite/testkit/github'
import { checkOut } from './clone.ts'
import { prices } from './prices.ts'
import type { Timeline } from './timeline.ts'

const execute = promisify(execFile)

/**
 * Shows pull requests whose tests are run by `node --test` on the merge that GitHub builds: a line that no test runs,
 * code that only moves, a file that no test loads, and comments that hide nothing.
 */
export async function coverageChapter(timeline: Timeline): Promise<void> {
  const scene = await setScene()
  const { open, gate } = scene
  try {
    timeline.chapter('New code is run by a test')
    const discount = await open('Give a discount', { 'src/price.mjs': prices.discounted })
    timeline.did('Ada opens #1: a discount in src/price.mjs, and no test of it')
    const missed = await gate(discount)
    timeline.ran('coverage-patch-gate', missed, { green: false, reason: 'uncovered' })
    timeline.expect('the missed line is annotated', annotates(missed, 'src/price.mjs', prices.discountLine))
    await scene.push(discount, { 'test/price.test.mjs': prices.discountTest })
    timeline.did('Ada pushes a test of the discount')
    timeline.ran('coverage-patch-gate', await gate(discount), { green: true, reason: 'covered' })

    timeline.chapter('Code that only moves needs no new test')
    const moved = await open('Move the labels to a file of their own', {
      'src/price.mjs': prices.withoutLabels,
      'src/labels.mjs': prices.labels,
    })
    timeline.did('Ada opens #2: the labels, which no test runs, get a file of their own')
    const movedRun = await gate(moved)
    timeline.ran('coverage-patch-gate', movedRun, { green: true, reason: 'covered' })
    timeline.expect('nothing that moved counts as missed', movedRun.outputs.uncovered === '[]')

    timeline.chapter('A file that no test loads is caught')
    const unloaded = await open('Give refunds', { 'src/refund.mjs': prices.refund })
    timeline.did('Ada opens #3: src/refund.mjs, which the report does not mention')
    const unloadedRun = await gate(unloaded)
    timeline.ran('coverage-patch-gate', unloadedRun, { green: false, reason: 'uncovered' })
    timeline.expect('its lines count as missed', unloadedRun.outputs['patch-covered'] === '0')

    timeline.chapter('Comments do not improve the ratio')
    const commented = await open('Explain the tax', { 'src/price.mjs': prices.commented })
    timeline.did('Ada opens #4: 7 lines, of which a test runs 2, below 40 lines of comment')
    const commentedRun = await gate(commented)
    timeline.ran('coverage-patch-gate', commentedRun, { green: false, reason: 'uncovered' })
    timeline.expect(
      'only the lines of code count, although node --test counts the comments as run',
      commentedRun.outputs['patch-covered'] === '2' && commentedRun.outputs['patch-total'] === '7',
    )
  } finally {
    await scene.close()
  }
}

function annotates({ annotations }: RunResult, file: string, line: number): boolean {
  return annotations.some((annotation) => annotation.file === file && annotation.line === line)
}

/** Starts a repository with one module and its test, and returns the steps of the pipeline. */
async function setScene() {
  const github = await startGitHub()
  const shop = await github.createRepository('acme/prices')
  await shop.commit({ branch: 'main', files: prices.begin, message: 'Begin' })
  const token = github.token({ permissions: { contents: 'read', 'pull-requests': 'read' } })
  return {
    open: (title: string, files: Readonly<Record<string, string>>) =>
      shop.openPullRequest({ title, files, author: 'ada' }),
    push: (pull: PullRequest, files: Readonly<Record<string, string>>) =>
      shop.commit({ branch: `change-${pull.number}`, files }),
    /** Checks the pull request out, runs its tests with coverage, and then the action. */
    async gate(pull: PullRequest): Promise<RunResult> {
      const trigger = await shop.trigger.pullRequest(pull.number, { action: 'synchronize' })
      const workspace = await checkOut(pathToFileURL(shop.folder).href, trigger.ref)
      try {
        await measure(workspace)
        return await runBundle('coverage-patch-gate', {
          ...trigger,
          inputs: { coverage: 'lcov.info' },
          workspace,
          forge: github.forge,
          token,
        })
      } finally {
        await rm(workspace, { recursive: true, force: true })
      }
    },
    close: () => github.close(),
  }
}

/** Runs the tests of a checkout, and writes lcov.info. */
async function measure(folder: string): Promise<void> {
  const reporter = ['--test-reporter=lcov', '--test-reporter-destination=lcov.info']
  await execute(process.execPath, ['--test', '--experimental-test-coverage', ...reporter], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder },
  })
}
