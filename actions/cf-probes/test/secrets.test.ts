import { describe, expect, it } from 'vitest'
import { green, red, setScene } from './scene.ts'
import { sendJson } from './worker.ts'

const { probe, worker } = setScene()

const key = `k&y"\\ 'ä'/${'0123456789ab'.repeat(3)}<!>`
const environment = { API_KEY: 'plain-key-4711', AWKWARD: key }
const file = `probes:
  - name: orders
    http:
      - method: POST
        path: /orders?key={{env.AWKWARD}}
        headers: { authorization: "Bearer {{env.API_KEY}}", x-caller: "{{env.API_KEY}}" }
        body: { key: "{{env.AWKWARD}}" }
`
const files = { 'ops/probes.yml': file }
const inputs = { secrets: 'API_KEY, AWKWARD' }

/** Answers with the secrets in every encoding that a server may use, where a proof would show them. */
function echo(status: number) {
  const encodings = [
    ...[key, encodeURIComponent(key), JSON.stringify(key), JSON.stringify(key).replaceAll('/', '\\/')],
    ...[Buffer.from(key).toString('base64'), Buffer.from(`key:${key}`).toString('base64url')],
    ...[Buffer.from(key).toString('hex'), new URLSearchParams({ key }).toString()],
    ...[encodeURIComponent(encodeURIComponent(key)), environment.API_KEY],
    key.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  ]
  worker().bend =
    ({ index }) =>
    (response) =>
      response
        .writeHead(status, { 'content-type': 'text/plain' })
        .end(`${'x'.repeat((index * 7) % 90)}${encodings[index % encodings.length]}`)
  return encodings
}

describe('a secret of the workflow', () => {
  it('is sent in path, headers and body, each encoded for its place', async () => {
    let sent = ''
    worker().bend = () => (response, request) => {
      sent = JSON.stringify([request.headers.authorization, request.headers['x-caller'], request.url])
      sendJson(response, {})
    }
    const ran = await probe({ files, inputs, environment })
    expect(ran).toMatchObject(green)
    const [authorization, caller, url = ''] = JSON.parse(sent) as string[]
    expect([authorization, caller]).toEqual(['Bearer plain-key-4711', 'plain-key-4711'])
    expect(new URL(url, 'http://x').searchParams.get('key')).toBe(key)
  })

  it.each([
    ['passes', 200],
    ['fails', 500],
  ])('is in no proof, log, summary or output of a run that %s, in no encoding', async (_, status) => {
    const encodings = echo(status)
    const text = file.replace(
      'body: {',
      'expect: { headers: { x-absent: { absent: true } } }\n        body: {',
    )
    for (let each = 0; each < encodings.length; each += 3) {
      const ran = await probe({
        files: { 'ops/probes.yml': text },
        inputs: { ...inputs, timeout: status === 200 ? '60s' : '2s', consecutive: '3' },
        environment,
      })
      expect(ran).toMatchObject(status === 200 ? green : red)
      const shown = ran.everything.replaceAll(/^::add-mask::.*$/gm, '')
      for (const form of [...encodings, '0123456789ab', Buffer.from('0123456789ab').toString('hex')])
        expect(shown).not.toContain(form)
    }
  })

  it('is masked in the log of the runner before anything else is done with it', async () => {
    const ran = await probe({ files, inputs: { secrets: 'API_KEY' }, environment })
    expect(ran).toMatchObject({ ...red, reason: 'config-invalid' })
    expect(ran.annotations[0]).toMatchObject({ file: 'ops/probes.yml', line: 5 })
    expect(ran.stdout).toContain('::add-mask::plain-key-4711')
  })

  it('without a value fails the run, and names each variable', async () => {
    const ran = await probe({ files, inputs, environment: { API_KEY: '', AWKWARD: '\n' } })
    expect(ran).toMatchObject({ ...red, reason: 'input-invalid' })
    expect(ran.everything).toMatch(/API_KEY[\s\S]*AWKWARD/)
  })

  it('is not given to a probe file that may be that of a fork', async () => {
    const payload = {
      workflow_run: { head_repository: { full_name: 'fork/shop' } },
      repository: { full_name: 'acme/shop' },
    }
    const ran = await probe({ files, inputs, environment, event: { name: 'workflow_run', payload } })
    expect(ran).toMatchObject({ ...red, reason: 'event-unsupported' })
    expect(worker().seen).toEqual([])
  })
})
