import { readFile } from 'node:fs/promises'
import { type FaultRow, faultMatrix, type PinRun } from '@suite/testkit/control-plane'
import { type Injection, node20 } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { old, ours, setScene } from './scene.ts'

const openScene = setScene()

const page = await readFile(new URL('../README.md', import.meta.url), 'utf8')
const documented = new Set([...page.matchAll(/^### ([a-z-]+)$/gm)].map(([, code]) => code))

const names = faultMatrix('').map(({ name }) => name)
/** The number of concurrent runs. */
const inFlight = 8
const batches = Array.from({ length: Math.ceil(names.length / inFlight) }, (_, index) =>
  names.slice(index * inFlight, (index + 1) * inFlight),
)

/** For runs that fail in any case: most of them are retried until the time is over. */
const brief = '2s'
/** For runs whose end depends on what they still can send: a hang leaves time for two more requests. */
const long = '20s'

/** Runs once with a control plane whose every answer of a kind is that of the row. */
async function meet(name: string, at: Omit<Injection, 'fault'>, node: string, timeout = brief) {
  const scene = await openScene()
  const row = rowOf(name, scene.token)
  scene.plane.host.inject({ ...at, fault: row.fault })
  const ran = await scene.promote({ node, inputs: { timeout } })
  return { name, ran, pinned: scene.plane.pinned('codex'), posts: scene.posts(), token: scene.token }
}

function rowOf(name: string, token: string): FaultRow {
  const row = faultMatrix(token).find((each) => each.name === name)
  if (row === undefined) throw new Error(`there is no row ${name}`)
  return row
}

/**
 * Checks what must hold for every answer: no token in the output, no injected command, a reason that the page
 * documents.
 */
function expectSafeOutput(name: string, ran: PinRun, token: string): void {
  expect([name, ran.said.includes(token)]).toEqual([name, false])
  expect([name, ran.reason, documented.has(ran.reason ?? '')]).toEqual([name, ran.reason, true])
  expect([name, ran.reason === 'bug', ran.stderr]).toEqual([name, false, ''])
  expect(ran.said).not.toContain('pwned')
  for (const { title } of ran.annotations) expect(title).toMatch(/^Promote runtime pin \([a-z-]+\)$/)
}

/** Answers after which the outcome of the promotion is unknown, so that only the pin decides. */
const undecided = /^(408|429|50[0234678]|511|520|599)|^a (reset|hang)/

// The contract leaves the body open: an object without members contradicts nothing.
const agreeable = '200 with workflow commands and the token as names'

describe('a promotion', () => {
  it.each(batches)('with the answer %s, or similar, passes only if the pin is moved', async (...rows) => {
    for (const { name, ran, pinned, token } of await Promise.all(
      rows.map((each) => meet(each, { match: { method: 'POST' } }, process.execPath)),
    )) {
      expectSafeOutput(name, ran, token)
      if (pinned !== ours) expect([name, ran.exitCode, ran.outputs.verdict]).toEqual([name, 1, 'fail'])
      if (ran.exitCode === 0) expect([name, pinned, ran.outputs.digest]).toEqual([name, ours, ours])
    }
  })

  it.each(batches)(
    'that took effect, with the answer %s, or similar, fails or passes only because of the pin',
    async (...rows) => {
      for (const { name, ran, pinned, token } of await Promise.all(
        rows.map((each) => meet(each, { match: { method: 'POST' }, applied: true }, node20, long)),
      )) {
        expectSafeOutput(name, ran, token)
        expect([name, pinned]).toEqual([name, ours])
        expect([name, ran.exitCode]).toEqual([name, undecided.test(name) || name === agreeable ? 0 : 1])
      }
    },
  )
})

describe('reads', () => {
  it.each(batches)('with the answer %s, or similar, fail the run and nothing is sent', async (...rows) => {
    for (const { name, ran, posts, pinned, token } of await Promise.all(
      rows.map((each) => meet(each, { match: { method: 'GET' } }, process.execPath)),
    )) {
      expectSafeOutput(name, ran, token)
      expect([name, ran.exitCode, ran.outputs.verdict, posts, pinned]).toEqual([name, 1, 'fail', 0, old])
    }
  })

  const after = [
    '202',
    '302 elsewhere',
    '403',
    '404',
    '500',
    '200 with HTML',
    '200 with null',
    '200 with 10 MB',
  ]
  it('that fail after the write fail the run, and the message says that the pin may have been moved', async () => {
    for (const { name, ran, pinned, token } of await Promise.all(
      [...after, 'a reset before the headers', 'a hang after the headers'].map((each) => {
        let posted = false
        const match: Injection['match'] = ({ method }) => {
          posted ||= method === 'POST'
          return posted && method === 'GET'
        }
        return meet(each, { match }, node20, long)
      }),
    )) {
      expectSafeOutput(name, ran, token)
      expect([name, pinned, ran.exitCode, ran.outputs.verdict]).toEqual([name, ours, 1, 'fail'])
      expect(ran.messages).toContain('the promotion was sent, but the pin could not be read back')
      expect(ran.messages).toMatch(/^written: pin codex\/global to sha256:/m)
    }
  })
})
