import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Step, templates } from './workflow-validation/templates.ts'

const branch = 'refs/heads/coverage-trend'

/** Returns the step of the template with this name. */
function stepOf(job: string, name: string): Step {
  const found = templates.get('ci.yml')?.workflow.jobs[job]?.steps.find((step) => step.name === name)
  if (found?.run === undefined) throw new Error(`ci.yml has no script ${name} in ${job}`)
  return found
}
const steps = {
  asked: stepOf('coverage', 'Find out whether coverage is asked for'),
  fetch: stepOf('coverage-trend', 'Fetch the branch, or begin it'),
  push: stepOf('coverage-trend', 'Push the branch'),
}

/** A repository on a forge with one commit on main, and the runner of one run for that commit. */
function startRepository() {
  const folder = mkdtempSync(join(tmpdir(), 'coverage-trend-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const shop = join(folder, 'forge/acme/shop.git')
  mkdirSync(shop, { recursive: true })
  const settings = {
    PATH: process.env.PATH,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
  }
  const git = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync('git', ['-C', shop, ...args], {
      env: settings,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
    return stdout.trim()
  }
  git('init', '--quiet', '--bare', '--initial-branch=main')
  const tree = git('mktree', '--missing')
  let commits = 0
  const commitOn = (ref: string) => {
    const commit = git('commit-tree', tree, '-m', `Commit ${++commits}`)
    git('update-ref', ref, commit)
    return commit
  }
  let sha = commitOn('refs/heads/main')
  return {
    git,
    commitOn,
    shop,
    /** Moves main, and starts the run of that commit. */
    moveMain() {
      sha = commitOn('refs/heads/main')
      return sha
    },
    /** Begins the run of one commit, with a temporary folder of its own. */
    startRun(of = sha) {
      const temporary = mkdtempSync(join(folder, 'temp-'))
      const output = join(temporary, 'output')
      writeFileSync(output, '')
      return {
        record(files: Readonly<Record<string, string>>) {
          for (const [name, content] of Object.entries(files))
            appendFileSync(join(temporary, 'trend', name), content)
        },
        recorded: (name: string) => readFileSync(join(temporary, 'trend', name), 'utf8'),
        run(step: Step, variables: Readonly<Record<string, string>> = {}) {
          const given = Object.entries(step.env ?? {}).filter(([, value]) => !String(value).includes('${{'))
          const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', step.run ?? ''], {
            cwd: temporary,
            encoding: 'utf8',
            env: {
              PATH: process.env.PATH,
              HOME: folder,
              GIT_CONFIG_NOSYSTEM: '1',
              GITHUB_SERVER_URL: `file://${join(folder, 'forge')}`,
              GITHUB_REPOSITORY: 'acme/shop',
              GITHUB_SHA: of,
              GITHUB_OUTPUT: output,
              RUNNER_TEMP: temporary,
              TOKEN: 'the token',
              COVERAGE: '',
              RESULTS: 'success success skipped',
              ...Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
              ...variables,
            },
          })
          return { status, text: stdout + stderr, output: readFileSync(output, 'utf8') }
        },
      }
    },
    show: (path: string) => git('show', `${branch}:${path}`),
    branches: () => git('for-each-ref', '--format=%(refname) %(objectname)').split('\n'),
  }
}

const entry = { 'trend.json': '1\n', 'badge.svg': '<svg/>\n' }

describe('a check that may be required passes without a gate only if the repository does not ask for coverage', () => {
  test('it gates if the variable is true', () => {
    const { status, output } = startRepository().startRun().run(steps.asked, { COVERAGE: 'true' })
    expect([status, output]).toEqual([0, 'asked=true\n'])
  })

  test.each(['', 'false'])(
    'it passes with the variable %j if there is no branch of the trend',
    (COVERAGE) => {
      const { status, text, output } = startRepository().startRun().run(steps.asked, { COVERAGE })
      expect([status, output], text).toEqual([0, ''])
      expect(text).toContain('Coverage is not asked for')
    },
  )

  test.each(['failure success skipped', 'success cancelled success', 'success success timed_out', ''])(
    'it fails if the jobs before it ended with %j, also where coverage is not asked for',
    (RESULTS) => {
      for (const COVERAGE of ['', 'false']) {
        const { status, text, output } = startRepository().startRun().run(steps.asked, { COVERAGE, RESULTS })
        expect([status, output], text).toEqual([1, ''])
        expect(text).toContain('a job that this one needs ended with')
      }
    },
  )

  test('a fork, which gets no variables, does not pass where the repository asks for coverage', () => {
    const repository = startRepository()
    repository.commitOn(branch)
    const { status, text, output } = repository.startRun().run(steps.asked)
    expect([status, output], text).toEqual([1, ''])
    expect(text).toContain('write COVERAGE: true at the top of this file')
  })

  test('a branch of a similar name asks for nothing', () => {
    const repository = startRepository()
    repository.commitOn(`${branch}/old`)
    repository.commitOn('refs/heads/x/refs/heads/coverage-trend')
    expect(repository.startRun().run(steps.asked).status).toBe(0)
  })

  test.each(['yes', 'TRUE', '1'])('a mistaken variable %j does not switch the gate off', (COVERAGE) => {
    const { status, text } = startRepository().startRun().run(steps.asked, { COVERAGE })
    expect([status, text]).toEqual([1, expect.stringContaining('neither true nor false')])
  })

  test('it fails if the forge does not answer', () => {
    const { status, text, output } = startRepository()
      .startRun()
      .run(steps.asked, { GITHUB_REPOSITORY: 'acme/nothing' })
    expect([status, output], text).toEqual([1, ''])
    expect(text).toContain('cannot be read')
  })
})

describe('the branch of the trend', () => {
  test('begins without the history of main, and then grows', () => {
    const repository = startRepository()
    // git lists these too when it is asked for the branch or for main.
    repository.commitOn('refs/heads/a/refs/heads/coverage-trend')
    repository.commitOn('refs/heads/a/refs/heads/main')
    const main = repository.git('rev-parse', 'refs/heads/main')
    const first = repository.startRun()
    expect(first.run(steps.fetch).status).toBe(0)
    first.record(entry)
    expect(first.run(steps.push)).toMatchObject({ status: 0 })
    expect(repository.git('rev-list', '--count', branch)).toBe('1')
    expect(repository.git('ls-tree', '--name-only', branch)).toBe('badge.svg\ntrend.json')
    expect(repository.git('rev-parse', 'refs/heads/main')).toBe(main)

    const moved = repository.moveMain()
    const second = repository.startRun()
    expect(second.run(steps.fetch).status).toBe(0)
    expect(second.recorded('trend.json')).toBe('1\n')
    second.record({ 'trend.json': '2\n' })
    expect(second.run(steps.push)).toMatchObject({ status: 0 })
    expect(repository.show('trend.json')).toBe('1\n2')
    expect(repository.git('log', '-1', '--format=%s', branch)).toBe(`Record the coverage of ${moved}`)
    expect(repository.git('rev-list', '--count', branch)).toBe('2')
    expect(repository.git('rev-parse', 'refs/heads/main')).toBe(moved)
  })

  test('gets nothing twice when a run is started again', () => {
    const repository = startRepository()
    for (const round of [1, 2]) {
      const run = repository.startRun()
      run.run(steps.fetch)
      if (round === 1) run.record(entry)
      expect(run.run(steps.push).status).toBe(0)
    }
    expect(repository.git('rev-list', '--count', branch)).toBe('1')
  })

  test('is not taken back by the run of an older commit', () => {
    const repository = startRepository()
    const old = repository.startRun()
    old.run(steps.fetch)
    old.record(entry)
    repository.moveMain()
    const { status, text } = old.run(steps.push)
    expect([status, text]).toEqual([0, expect.stringContaining('main has moved on')])
    expect(repository.branches()).toHaveLength(1)
  })

  test('loses nothing that somebody else pushed meanwhile', () => {
    const repository = startRepository()
    const [one, other] = [repository.startRun(), repository.startRun()]
    for (const run of [one, other]) run.run(steps.fetch)
    one.record(entry)
    other.record({ 'trend.json': 'theirs\n', 'badge.svg': '<svg/>\n' })
    expect(other.run(steps.push).status).toBe(0)
    const { status, text } = one.run(steps.push)
    expect(status, text).toBe(1)
    expect(text).toContain('run this job again')
    expect(repository.show('trend.json')).toBe('theirs')
    const again = repository.startRun()
    again.run(steps.fetch)
    again.record(entry)
    expect(again.run(steps.push).status).toBe(0)
    expect(repository.show('trend.json')).toBe('theirs\n1')
  })

  test('is not pushed if a file of it was not written', () => {
    const repository = startRepository()
    const run = repository.startRun()
    run.run(steps.fetch)
    run.record({ 'trend.json': '1\n' })
    const { status, text } = run.run(steps.push)
    expect([status, text]).toEqual([1, expect.stringContaining('badge.svg was not written')])
    expect(repository.branches()).toHaveLength(1)
  })

  test('is not begun again if the forge does not answer', () => {
    const { status, text } = startRepository()
      .startRun()
      .run(steps.fetch, { GITHUB_REPOSITORY: 'acme/nothing' })
    expect([status, text]).toEqual([1, expect.stringContaining('cannot be read')])
  })

  test('a push that the forge accepts but does not keep is found', () => {
    const repository = startRepository()
    const hook = join(repository.shop, 'hooks/post-receive')
    mkdirSync(join(repository.shop, 'hooks'), { recursive: true })
    writeFileSync(hook, `#!/bin/sh\ngit update-ref ${branch} refs/heads/main\n`, { mode: 0o755 })
    const run = repository.startRun()
    run.run(steps.fetch)
    run.record(entry)
    const { status, text } = run.run(steps.push)
    expect([status, text]).toEqual([1, expect.stringContaining('is not what was pushed')])
  })
})
