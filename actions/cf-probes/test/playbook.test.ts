import { expect, it } from 'vitest'
import { green, red, setScene } from './scene.ts'
import { sendJson } from './worker.ts'

const { probe, worker } = setScene()

it('passes if the Worker follows the playbook, and keeps a transcript of each probe', async () => {
  const ran = await probe()
  expect(ran).toMatchObject(green)
  expect(ran.reason).toBe('probes-passed')
  expect(ran.stdout.split('\n')[1]).toMatch(/^These are the default probes, .* come from the CI\/CD playbook/)
  expect(ran.outputs).toMatchObject({ passed: '4', failed: '0', inconclusive: '0' })
  expect([...ran.proofs.keys()]).toEqual([
    'ai-binding.txt',
    'auth-guest.txt',
    'cors-si-ask.txt',
    'evidence.json',
    'jwks.txt',
  ])
})

it('says to the team of another Worker that these are not its probes, with a file to copy that then passes', async () => {
  worker().bend =
    ({ path }) =>
    (response) =>
      sendJson(response, {}, path === '/v1/health' ? 200 : 404)
  const inputs = { 'base-url': `${worker().url}/v1` }
  const before = await probe({ inputs: { ...inputs, timeout: '3s' } })
  expect(before).toMatchObject({ ...red, reason: 'probes-failed' })
  const [{ message = '' } = {}] = before.annotations
  expect(message).toContain('default probes, from the CI/CD playbook')
  for (const path of ['GET /v1/.well-known/jwks.json', 'POST /v1/auth/guest', 'GET /v1/api/ai/binding'])
    expect(message).toContain(path)
  expect(message).toMatch(/your Worker has no .+: describe yours in ops\/probes\.yml/)
  expect(`${message}\n${before.summary}`).not.toMatch(/roll back|raise timeout/i)
  const lines = message.split('\n')
  const file = lines.slice(lines.findIndex((line) => line.startsWith('# ops/probes.yml')))
  const after = await probe({ inputs, files: { 'ops/probes.yml': file.join('\n') } })
  expect(after).toMatchObject({ ...green, reason: 'probes-passed' })
})

it('runs the default probes by name, and others next to them', async () => {
  const text = 'preset: playbook\nprobes:\n  - { name: again, http: [{ path: /api/ai/binding }] }\n'
  const ran = await probe({ files: { 'ops/probes.yml': text } })
  expect(ran).toMatchObject({ ...green, outputs: { passed: '5' } })
  expect(ran.stdout).not.toContain('These are the default probes')
})
