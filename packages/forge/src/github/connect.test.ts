import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { startWorld, tokenFor } from '../../test/github.ts'

const run = promisify(execFile)

test('an action without a request does not load the client of GitHub', async () => {
  const world = await startWorld()
  try {
    // A process of its own, which prints the imports before and with the first request.
    const { stdout } = await run(
      process.execPath,
      ['--conditions=suite-source', '--no-warnings', '--input-type=module', '--eval', program],
      {
        cwd: import.meta.dirname,
        env: {
          ...process.env,
          API_URL: world.github.url,
          TOKEN: tokenFor(world.github, { kind: 'personal' }),
        },
      },
    )
    expect(JSON.parse(stdout)).toEqual({ connected: false, asked: true })
  } finally {
    await world.close()
  }
})

const program = `
  import { registerHooks } from 'node:module'
  let loaded = false
  registerHooks({
    load(url, context, next) {
      loaded ||= url.includes('@octokit/')
      return next(url, context)
    },
  })
  const { connectGitHub } = await import('./connect.ts')
  const { createTransport, startDeadline } = await import('@suite/http')
  const transport = createTransport({
    deadline: startDeadline(60_000),
    userAgent: 'suite-test/1',
    environment: {},
    redact: (text) => text,
  })
  const repository = { owner: 'acme', name: 'shop' }
  const { API_URL: apiUrl, TOKEN: token } = process.env
  const { people } = connectGitHub({ apiUrl, token, repository, transport })
  const connected = loaded
  await people.actor()
  console.log(JSON.stringify({ connected, asked: loaded }))
  transport.close()
`
