import { readFile } from 'node:fs/promises'
import { faults } from '@suite/testkit/core'
import { expect, test } from 'vitest'
import { refusal, requests, setCases } from './faulty-runs.ts'

const { openCase } = setCases()
const [contents] = requests

const page = await readFile(new URL('../README.md', import.meta.url), 'utf8')
const documented = [...page.matchAll(/^### ([a-z-]+)$/gm)].map(([, code]) => code)

// A message links to its reason, and the page must contain a paragraph about it.
test.for([
  ['reset', faults.reset(), 'outside-failed'],
  ['redirect', faults.redirect('http://127.0.0.1:9/'), 'outside-failed'],
  ['500', refusal(500), 'outside-failed'],
  ['not HTTP', faults.resetAfterHeaders(1), 'outside-failed'],
  ['401', refusal(401), 'permission-missing'],
  ['403', refusal(403), 'permission-missing'],
  ['429', faults.tooManyRequests(600), 'rate-limited'],
  ['hang', faults.hang(), 'deadline-passed'],
] as const)('%s ends under a code that the README explains', async ([, fault, reason]) => {
  const { meet, run } = await openCase()
  meet(contents, fault)
  const { exitCode, outputs } = await run('1')
  expect(exitCode).toBe(1)
  expect(outputs.reason).toBe(reason)
  expect(documented).toContain(reason)
})
