import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { authority, replyJson, serve, serveSecurely } from '../../wire/test/servers.ts'

/** Sends one GET from its own process, which must end by itself. Returns the status that it printed. */
async function statusFromProcess(
  url: string,
  certificateAuthorities: string | undefined,
  environment: Record<string, string> = {},
): Promise<string> {
  const options = { userAgent: 'suite-test/1', environment, certificateAuthorities }
  const script = `
    import { createTransport, startDeadline } from ${JSON.stringify(new URL('index.ts', import.meta.url).href)}
    const options = { ...${JSON.stringify(options)}, deadline: startDeadline(60_000), redact: (text) => text }
    const { status } = await createTransport(options).send({ method: 'GET', url: ${JSON.stringify(url)} })
    console.log(status)`
  const parameters = ['--no-warnings', '--conditions=suite-source', '--input-type=module', '--eval', script]
  const running = promisify(execFile)(process.execPath, parameters, { env: environment })
  return (await running).stdout.trim()
}

// Node runs TypeScript as it stands from 22.18 on.
const readsTypeScript = 'typescript' in process.features && process.features.typescript !== false

test.runIf(readsTypeScript)('a connection that is kept does not keep the process', async () => {
  const server = await serve(replyJson({}))
  expect(await statusFromProcess(server.url, undefined)).toBe('200')
})

test.runIf(readsTypeScript)('ca-file takes nothing away from NODE_EXTRA_CA_CERTS', async () => {
  const server = await serveSecurely(replyJson({}))
  const folder = await mkdtemp(join(tmpdir(), 'suite-http-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'authority.pem')
  await writeFile(file, authority)
  const extra = { NODE_EXTRA_CA_CERTS: file }
  expect(await statusFromProcess(server.url, rootCertificates[0], extra)).toBe('200')
})
