import { type Fault, faults } from '@suite/testkit/core'
import type { PullRequest } from '@suite/testkit/github'
import { beforeAll } from 'vitest'
import { type Run, setScene, type TestRepository } from './scene.ts'

const rules = `
a:
  - changed-files:
      - any-glob-to-any-file: x
b:
  - changed-files:
      - any-glob-to-any-file: x
by-hand:
  - changed-files:
      - any-glob-to-any-file: x
own:
  sync: own
  rules:
    - changed-files:
        - any-glob-to-any-file: none
theirs:
  sync: own
  rules:
    - changed-files:
        - any-glob-to-any-file: none
`
const labels = ['a', 'b', 'by-hand', 'own', 'theirs']

/** The labels after a run that took effect. */
export const right = ['theirs', 'a', 'b']

/** Every request of a run that adds and removes labels, and reads who changed them before. */
export const requests = [
  ['GET', '/contents/.github/labeler.yml'],
  ['GET', '/pulls/:number'],
  ['GET', '/pulls/:number/files'],
  ['GET', '/issues/:number/events'],
  ['GET', '/user'],
  ['POST', '/issues/:number/labels'],
  ['DELETE', '/issues/:number/labels/own'],
] as const
export type Request = (typeof requests)[number]

/** An answer in which GitHub refuses. */
export const refusal = (status: number) => faults.status(status, { body: { message: 'No' } })

/** A pull request for which each run sends all of the {@link requests}. */
export interface Case {
  readonly pull: PullRequest
  /** Injects a fault into a request of this case only, so that several cases can run at the same time. */
  meet(request: Request, fault: Fault, times?: number): void
  run(timeout: string): Promise<Run>
}

/** Cases in one repository, for the tests of one file. */
export function setCases() {
  const { openRepository, github } = setScene()
  let shared: TestRepository
  // A server that a test starts ends with that test, and this one serves all tests.
  beforeAll(async () => {
    shared = await openRepository(rules, { labels })
  })
  // In sequence, because the number of a pull request counts those before it.
  let opened: Promise<unknown> = Promise.resolve()

  async function openCase(): Promise<Case> {
    const { open, label } = shared
    const opening = opened.then(() => open({ x: `${Math.random()}` }))
    opened = opening
    const pull = await opening
    pull.addLabels(['theirs', 'by-hand'], 'ada')
    pull.addLabels(['own'], 'github-actions[bot]')
    pull.removeLabel('by-hand', 'ada')
    const token = github().token({ permissions: { contents: 'read', 'pull-requests': 'write' } })
    return {
      pull,
      meet([method, path], fault, times) {
        const wanted = path.replace(':number', `${pull.number}`)
        github().host.inject({
          match: (request) =>
            request.method === method &&
            request.headers.authorization?.endsWith(token) === true &&
            decodeURIComponent(request.path).endsWith(wanted),
          fault,
          ...(times === undefined ? {} : { times }),
        })
      },
      run: (timeout) => label(pull, { token, inputs: { timeout } }),
    }
  }

  /** Returns the faults of a request that were not handled: a run may pass only if the labels are right. */
  async function findFalseGreens(request: Request, injected: Readonly<Record<string, Fault>>) {
    const found: string[] = []
    const waiting = Object.entries(injected)
    const lane = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [name, fault] = next
        const { pull, meet, run } = await openCase()
        meet(request, fault)
        const { exitCode, outputs } = await run('1')
        const isGreen = exitCode === 0 || outputs.verdict === 'pass'
        if (isGreen && pull.labels().join() !== right.join()) found.push(name)
        if ((exitCode === 0) !== (outputs.verdict === 'pass')) found.push(`${name}: ${outputs.verdict}`)
      }
    }
    await Promise.all([lane(), lane(), lane(), lane()])
    return found
  }

  return { openCase, findFalseGreens }
}
