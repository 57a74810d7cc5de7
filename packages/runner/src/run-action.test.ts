import { describe, expect, it } from 'vitest'
import { runFixture } from '../test/run-fixture.ts'

const errorsOf = (lines: readonly string[]) => lines.filter((line) => line.startsWith('::error'))

describe('a verdict', () => {
  it('of pass passes the step, with outputs, log and summary', async () => {
    const run = await runFixture('green')
    expect(run).toMatchObject({
      exitCode: 0,
      outputs: { said: 'yes', 'scope-size': '1', verdict: 'pass', reason: 'fine' },
      summary: '## Fixture\n\n✅ **pass** · Everything is fine\n\nA paragraph.\n',
      stderr: '',
    })
    expect(run.lines.slice(-2)).toEqual(['pass: Everything is fine', 'looked at 1 thing'])
  })

  it('of skip passes the step, and says that it is a skip', async () => {
    const { exitCode, outputs } = await runFixture('skip')
    expect({ exitCode, verdict: outputs.verdict }).toEqual({ exitCode: 0, verdict: 'skip' })
  })

  it('of fail fails the step, says why, lists the writes, and keeps to the limit of annotations', async () => {
    const { exitCode, lines, outputs } = await runFixture('refused')
    expect({ exitCode, verdict: outputs.verdict, reason: outputs.reason }).toEqual({
      exitCode: 1,
      verdict: 'fail',
      reason: 'refused',
    })
    expect(lines).toContain('WROTE')
    expect(errorsOf(lines)).toHaveLength(10)
    expect(errorsOf(lines)[0]).toBe(
      '::error title=Fixture (refused)::It is refused%0AAsk for another thing.%0AMend a.txt.%0Awritten: add the label one',
    )
    expect(errorsOf(lines)[9]).toMatch(/and 4 more/)
  })
})

describe('a gate with enforce: false', () => {
  it('passes with the same verdict, and warns within the limit under its own headline', async () => {
    const { exitCode, lines, outputs, summary } = await runFixture('refused', {
      inputs: { enforce: 'false' },
    })
    expect({ exitCode, verdict: outputs.verdict }).toEqual({ exitCode: 0, verdict: 'fail' })
    const warnings = lines.filter((line) => line.startsWith('::warning'))
    expect(warnings).toHaveLength(10)
    expect(warnings[9]).toMatch(/and 7 more/)
    expect(warnings[0]).toMatch(/^::warning title=report only%3A Fixture \(refused\)::It is refused/)
    expect(errorsOf(lines)).toEqual([])
    expect(summary).toContain('(report only)')
  })

  it('passes if something outside fails', async () => {
    const { exitCode, outputs } = await runFixture('outside-error', { inputs: { enforce: 'false' } })
    expect({ exitCode, reason: outputs.reason }).toEqual({ exitCode: 0, reason: 'forge-down' })
  })

  it.each(['bug', 'never', 'unhandled-rejection'])('fails all the same after %s', async (name) => {
    const { exitCode, outputs } = await runFixture(name, { inputs: { enforce: 'false' } })
    expect({ exitCode, reason: outputs.reason }).toEqual({ exitCode: 1, reason: 'bug' })
  })

  it('fails all the same for a wrong input', async () => {
    const { exitCode, outputs } = await runFixture('green', { inputs: { enforce: 'false', count: 'x' } })
    expect({ exitCode, reason: outputs.reason }).toEqual({ exitCode: 1, reason: 'input-invalid' })
  })
})

describe('a dry run', () => {
  it('writes nothing, and says what it would write', async () => {
    const { lines } = await runFixture('refused', { inputs: { 'dry-run': 'true' } })
    expect(lines).not.toContain('WROTE')
    expect(errorsOf(lines)[0]).toContain('would write (dry run): add the label one')
  })
})

describe('an error', () => {
  it('of use fails the step, with an annotation at each line', async () => {
    const { exitCode, lines, outputs } = await runFixture('usage-error')
    expect({ exitCode, reason: outputs.reason, scope: outputs['scope-size'] }).toEqual({
      exitCode: 1,
      reason: 'rules-invalid',
      scope: '0',
    })
    expect(errorsOf(lines)).toEqual([
      '::error title=Fixture (rules-invalid),file=rules.yml,line=3,col=5::rules.yml:3:5: unknown key%0ACorrect the lines.',
      '::error title=Fixture (rules-invalid),file=rules.yml,line=9::rules.yml:9: unknown label%0ACorrect the lines.',
    ])
  })

  it('outside the action fails the step, with its causes folded', async () => {
    const { exitCode, lines } = await runFixture('outside-error')
    expect(exitCode).toBe(1)
    expect(lines.slice(-4)).toEqual([
      '::group::Details',
      'caused by Error: socket hang up',
      '::endgroup::',
      '::error title=Fixture (forge-down)::GET /repos answered 503%0ARun again.',
    ])
  })

  it('that is a bug fails the step in one line, with the stack folded and no secret in either', async () => {
    const { everything, exitCode, lines, outputs } = await runFixture('bug', {
      inputs: { token: 'ghs_xyz-uvw' },
    })
    expect({ exitCode, reason: outputs.reason }).toEqual({ exitCode: 1, reason: 'bug' })
    expect(lines).toContain('TypeError: oops with ***')
    expect(errorsOf(lines)).toHaveLength(1)
    expect(everything.replace('::add-mask::ghs_xyz-uvw', '')).not.toMatch(/xyz|uvw/)
  })

  it('of one write waits for the others, so that every write is reported', async () => {
    const { exitCode, lines } = await runFixture('parallel-writes')
    expect(exitCode).toBe(1)
    expect(errorsOf(lines)).toEqual([
      '::error title=Fixture (forge-down)::answered 500%0ARun again.%0Afailed: first%0Awritten: second',
    ])
  })

  it('that no code awaits fails the step at once', async () => {
    const { exitCode, lines } = await runFixture('unhandled-rejection')
    expect(exitCode).toBe(1)
    expect(errorsOf(lines)[0]).toContain('Internal error: nobody listens')
  })

  it('after a verdict of pass fails the step', async () => {
    const { exitCode, lines } = await runFixture('late-rejection')
    expect(exitCode).toBe(1)
    expect(errorsOf(lines)).toEqual(['::error::An error came after the end of the run: too late'])
  })
})

describe('an action that waits for something that can no longer happen', () => {
  it('fails, and its writes are reported', async () => {
    const { exitCode, lines, outputs, stderr } = await runFixture('never')
    expect({ exitCode, stderr, verdict: outputs.verdict }).toEqual({
      exitCode: 1,
      stderr: '',
      verdict: 'fail',
    })
    expect(errorsOf(lines)[0]).toContain('waits for something that can no longer come')
  })
})

describe('an action that ends the process', () => {
  it('fails, because there is no verdict', async () => {
    const { exitCode, outputs } = await runFixture('exits')
    expect({ exitCode, outputs }).toEqual({ exitCode: 1, outputs: {} })
  })
})

describe('a cancelled run', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s begins no write, completes the one under way, and reports both',
    async (signal) => {
      const { exitCode, lines, outputs, summary } = await runFixture('slow-write', { signal })
      expect({ exitCode, verdict: outputs.verdict, reason: outputs.reason }).toEqual({
        exitCode: 1,
        verdict: 'fail',
        reason: 'cancelled',
      })
      expect(lines).not.toContain('BEGAN THIRD')
      expect(errorsOf(lines)).toEqual([
        `::error title=Fixture (cancelled)::The run was cancelled by ${signal}.%0ARun it again.%0Awritten: first%0Awritten: second`,
      ])
      expect(summary).toContain('- written: second')
    },
  )

  it('has the reason cancelled, whatever fails because of it', async () => {
    const { exitCode, outputs } = await runFixture('fails-on-stop', { signal: 'SIGINT' })
    expect({ exitCode, reason: outputs.reason }).toEqual({ exitCode: 1, reason: 'cancelled' })
  })

  it.each([
    ['stopped-late', undefined],
    ['lingers', 'SIGTERM'],
  ] as const)('fails even if its verdict of pass is already reported: %s', async (name, signal) => {
    const { exitCode } = await runFixture(name, signal ? { signal } : {})
    expect(exitCode).toBe(1)
  })

  it('fails although the action returns a verdict of pass', async () => {
    const { exitCode, outputs } = await runFixture('ignores-stop', {
      signal: 'SIGTERM',
      inputs: { enforce: 'false' },
    })
    expect({ exitCode, verdict: outputs.verdict }).toEqual({ exitCode: 1, verdict: 'fail' })
  })
})

describe('the log', () => {
  it('begins with the masks, before any other line', async () => {
    const { lines } = await runFixture('green', { environment: { FIXTURE_KEY: 'key-2' } })
    expect(lines.slice(0, 2)).toEqual(['::add-mask::a-token', '::add-mask::key-2'])
    expect(lines[2]).toMatch(
      /^fixture \S+ \(\S+\), Node \d+\.\d+\.\d+, github https:\/\/github\.com, event push$/,
    )
  })

  it('masks a padded secret with and without its padding before the padding is refused', async () => {
    const { exitCode, lines } = await runFixture('green', { inputs: { token: ' padded-token' } })
    expect(exitCode).toBe(1)
    expect(lines.slice(0, 2)).toEqual(['::add-mask:: padded-token', '::add-mask::padded-token'])
    expect(lines.slice(2).join('\n')).not.toContain('padded-token')
  })

  it('contains no secret and no injected command, nor does any other output', async () => {
    const secrets = ['ghs_token-1', 'learnt-at-run-time', 'fixture-key']
    const { everything, exitCode, lines, outputs } = await runFixture('learns-secret', {
      inputs: { token: 'ghs_token-1' },
      environment: { FIXTURE_KEY: 'fixture-key' },
    })
    expect(exitCode).toBe(0)
    const rest = secrets.reduce((text, secret) => text.replace(`::add-mask::${secret}`, ''), everything)
    for (const secret of secrets) expect(rest).not.toContain(secret)
    expect(rest).not.toMatch(/token\\?-1/)
    expect(rest).not.toContain(Buffer.from('ghs_token').toString('base64'))
    expect(lines.filter((line) => /^\s*::(error|warning)|##\[/.test(line))).toEqual([])
    expect(outputs).toMatchObject({ said: '***', verdict: 'pass' })
  })

  it('keeps verdict and reason, although a secret equals one of them', async () => {
    const { outputs } = await runFixture('green', { inputs: { token: 'pass' } })
    expect(outputs).toMatchObject({ verdict: 'pass', reason: 'fine' })
  })
})

describe('the log on Gitea, which does not decode annotations', () => {
  const onGitea = { environment: { GITEA_ACTIONS: 'true' } }

  it('describes a failed run in lines: what happened, what to do, then the details', async () => {
    const { exitCode, lines } = await runFixture('refused', onGitea)
    expect(exitCode).toBe(1)
    const from = lines.indexOf('fail (refused): It is refused')
    expect(lines.slice(from, from + 5)).toEqual([
      'fail (refused): It is refused',
      'Ask for another thing.',
      'Mend a.txt.',
      'written: add the label one',
      '::error title=Fixture (refused)::It is refused. Ask for another thing.',
    ])
    expect(lines.join('\n')).not.toContain('%0A')
  })

  it('lists each problem of a file with its place, and has one error', async () => {
    const { lines } = await runFixture('usage-error', onGitea)
    expect(lines.slice(-5)).toEqual([
      'fail (rules-invalid): 2 things are wrong, the first is: rules.yml:3:5: unknown key',
      'Correct the lines.',
      'rules.yml:3:5: unknown key',
      'rules.yml:9: unknown label',
      expect.stringMatching(/^::error title=Fixture \(rules-invalid\)::2 things .* Correct the lines\.$/),
    ])
  })

  it('says that the run only reports', async () => {
    const { exitCode, lines } = await runFixture('refused', { ...onGitea, inputs: { enforce: 'false' } })
    expect(exitCode).toBe(0)
    expect(lines).toContain('report only: fail (refused): It is refused')
    expect(errorsOf(lines)).toEqual([])
  })

  it('contains the summary as plain text, without repeating the failure', async () => {
    const green = await runFixture('green', onGitea)
    expect(green.lines.slice(-3)).toEqual(['::group::Summary', 'A paragraph.', '::endgroup::'])
    const { lines } = await runFixture('outside-error', onGitea)
    expect(lines).not.toContain('::group::Summary')
    expect(lines.filter((line) => line === 'Run again.')).toHaveLength(1)
  })
})

describe('a broken environment of the runner', () => {
  it.each([
    [
      'an event about which nothing can be decided',
      { GITHUB_EVENT_NAME: 'schedule' },
      'can decide nothing on the event',
    ],
    ['no event', { GITHUB_EVENT_NAME: undefined }, 'can decide nothing on the event'],
    ['a missing variable for the payload', { GITHUB_EVENT_PATH: undefined }, 'cannot be read'],
    ['a payload file that does not exist', { GITHUB_EVENT_PATH: '/nowhere/event.json' }, 'cannot be read'],
  ])('fails with a message: %s', async (_, environment, words) => {
    const { exitCode, lines, outputs } = await runFixture('green', { environment })
    expect({ exitCode, reason: outputs.reason }).toEqual({ exitCode: 1, reason: 'event-unsupported' })
    expect(errorsOf(lines)[0]).toContain(words)
  })

  it('fails with a message: a payload of another shape', async () => {
    const { exitCode, lines } = await runFixture('green', { payload: null })
    expect(exitCode).toBe(1)
    expect(errorsOf(lines)[0]).toContain('is not a JSON object')
  })

  it('shows the summary in the log if the forge has no summary', async () => {
    const { exitCode, lines } = await runFixture('green', { environment: { GITHUB_STEP_SUMMARY: undefined } })
    expect(exitCode).toBe(0)
    expect(lines).toContain('::group::Summary')
    expect(lines).toContain('A paragraph.')
  })

  it.each([
    ['missing', '/nowhere/summary'],
    ['full', '/dev/full'],
    ['a folder', '/tmp'],
  ])(
    'fails if the summary cannot be written, because no one would read the verdict, and no later step reads a pass: it is %s',
    async (_, file) => {
      const { exitCode, lines, outputs } = await runFixture('green', {
        environment: { GITHUB_STEP_SUMMARY: file },
      })
      expect({ exitCode, verdict: outputs.verdict, reason: outputs.reason }).toEqual({
        exitCode: 1,
        verdict: 'fail',
        reason: 'summary-not-written',
      })
      expect(errorsOf(lines)).toHaveLength(1)
      expect(errorsOf(lines)[0]).toMatch(
        /^::error title=Fixture \(summary-not-written\)::the summary could not be written .*Everything is fine%0ACheck the disk/,
      )
    },
  )

  it.each([
    ['missing', '/nowhere/outputs'],
    ['full', '/dev/full'],
    ['a folder', '/tmp'],
  ])(
    'fails if the outputs cannot be written, because a later step would read nothing: it is %s',
    async (_, file) => {
      const { exitCode, lines, summary } = await runFixture('green', {
        inputs: { enforce: 'false' },
        environment: { GITHUB_OUTPUT: file },
      })
      expect(exitCode).toBe(1)
      expect(errorsOf(lines)).toHaveLength(1)
      expect(errorsOf(lines)[0]).toMatch(
        /^::error title=Fixture \(outputs-not-written\)::the outputs could not be written .*Everything is fine%0ACheck the disk/,
      )
      expect(summary).toMatch(/❌ \*\*fail\*\*/)
    },
  )
})

describe('an error about the inputs', () => {
  it('lists everything that is wrong in one annotation, before any request', async () => {
    const { lines, outputs } = await runFixture('refused', {
      inputs: { token: '', count: 'x', timeout: 'soon' },
      environment: { GITHUB_EVENT_PATH: undefined },
    })
    expect(outputs.reason).toBe('input-invalid')
    expect(lines).not.toContain('WROTE')
    const [only, ...more] = errorsOf(lines)
    expect(more).toEqual([])
    for (const name of ['token', 'count', 'timeout']) expect(only).toContain(`input ${name} `)
  })
})
