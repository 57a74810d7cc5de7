import { readEvidence } from '@suite/evidence'
import { findInjections, hostilePaths, hostileTexts } from '@suite/testkit/core'
import { expect, it } from 'vitest'
import { red, setScene } from './scene.ts'
import { sendJson } from './worker.ts'

const { probe, worker } = setScene()

/** Returns what acts on a terminal in the transcripts. The evidence is JSON, with each text exactly as it came. */
const actingIn = (proofs: ReadonlyMap<string, string>) =>
  [...proofs].flatMap(([name, text]) =>
    name === 'evidence.json'
      ? []
      : findInjections({ stdout: text, summary: '' }).filter((found) =>
          found.startsWith('the log has the character'),
        ),
  )

it('what a Worker answers, and the folder of the proofs, do nothing in the log, the summary and the proofs', async () => {
  const folder = hostilePaths.find((path) => path.includes('@team')) ?? ''
  const names = Object.fromEntries(hostileTexts.map((name) => [name, name]))
  worker().bend = () => (response) =>
    sendJson(response, {
      ai_bound: hostileTexts.join(' '),
      token: hostileTexts.join('.'),
      keys: [names],
      ...names,
    })
  const ran = await probe({ inputs: { timeout: '4s', 'kv-binding': folder, issuer: hostileTexts.join(' ') } })
  expect(ran, ran.stdout).toMatchObject(red)
  expect(findInjections(ran)).toEqual([])
  expect(actingIn(ran.proofs)).toEqual([])
  readEvidence(ran.proofs.get('evidence.json') ?? '', 'evidence.json')
  expect(ran.probes.length).toBeGreaterThan(0)
  const elsewhere = await probe({ inputs: { timeout: '4s', 'proof-dir': folder } })
  expect(findInjections(elsewhere)).toEqual([])
  expect(elsewhere.outputs['proof-dir']).toContain(folder)
  expect(elsewhere.outputs['evidence-path']).toContain(folder)
})

it('names in a probe file do nothing in the messages about it', async () => {
  const probes = hostileTexts.flatMap((name) => {
    const text = JSON.stringify(name)
    return [
      `  - { name: ${text}, http: [{ path: /a }] }`,
      `  - { name: a, http: [{ path: ${text}, ${text}: 1 }] }`,
    ]
  })
  const ran = await probe({ files: { 'ops/probes.yml': `probes:\n${probes.join('\n')}\n` } })
  expect(ran).toMatchObject({ ...red, reason: 'config-invalid' })
  expect(findInjections(ran)).toEqual([])
})

it('names of values that a Worker lacks are shown as text, and are whole in the output', async () => {
  const names = hostileTexts.filter((name) => name.length < 100)
  const members = names.map((name) => JSON.stringify(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`))
  const json = members.map((member) => `? ${member}\n              : true`).join('\n              ')
  const file = `probes:
  - name: named
    http:
      - path: /api/ai/binding
        expect:
          json:
              ${json}
`
  const ran = await probe({ files: { 'ops/probes.yml': file }, inputs: { timeout: '4s' } })
  expect(ran, ran.stdout).toMatchObject({ ...red, reason: 'probes-failed' })
  expect(findInjections(ran)).toEqual([])
  expect(actingIn(ran.proofs)).toEqual([])
  expect(ran.probes).toMatchObject([{ name: 'named', state: 'fail' }])
})
