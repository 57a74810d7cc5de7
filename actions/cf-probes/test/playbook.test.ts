import { expect, it } from 'vitest'
import { green, setScene } from './scene.ts'

const { probe } = setScene()

it('passes if the Worker follows the playbook, and keeps a transcript of each probe', async () => {
  const ran = await probe()
  expect(ran).toMatchObject(green)
  expect(ran.reason).toBe('probes-passed')
  expect(ran.outputs).toMatchObject({ passed: '4', failed: '0', inconclusive: '0' })
  expect([...ran.proofs.keys()]).toEqual([
    'ai-binding.txt',
    'auth-guest.txt',
    'cors-si-ask.txt',
    'evidence.json',
    'jwks.txt',
  ])
})
