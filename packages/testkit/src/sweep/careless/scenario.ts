import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHost } from '../../core/host.ts'
import { route } from '../../core/router.ts'
import type { Cell } from '../cells.ts'
import { runInWorld } from '../run-in-world.ts'
import type { Scenario } from '../scenario.ts'

const token = 'careless-token-0123456789'
const items = ['first', 'second', 'third']
const nowhere = { apiUrl: 'http://127.0.0.1:9', serverUrl: 'http://127.0.0.1:9', graphqlUrl: '' }

/** The name under which the sweep shows the action that is wrong on purpose. */
export const careless = 'careless'

/** A list of two pages, whose items the careless action labels. */
export const carelessScenario: Scenario = {
  name: 'labels items and makes a repository',
  deserves: 'pass',
  async open() {
    const labelled = new Set<string>()
    const workspace = await mkdtemp(join(tmpdir(), 'careless-'))
    const service = await startHost({
      routes: [
        route('GET', '/items', ({ query }) => {
          const page = Number(query.get('page') ?? 1)
          const next: Record<string, string> =
            page * 2 < items.length ? { link: `<${service.url}/items?page=${page + 1}>; rel="next"` } : {}
          const body = items.slice((page - 1) * 2, page * 2).map((name) => ({ name }))
          return { status: 200, headers: next, body }
        }),
        route('POST', '/items/:name/label', ({ params }) => {
          labelled.add(params.name)
          return { status: 200, body: { name: params.name } }
        }),
      ],
    })
    const made = join(workspace, 'made', '.git')
    const isMade = () =>
      stat(made).then(
        () => true,
        () => false,
      )
    return {
      hosts: { service },
      programs: [{ name: 'git' }],
      secrets: [token],
      run: (changes) =>
        runInWorld(
          import.meta.dirname,
          {
            event: { name: 'push', payload: {} },
            repository: 'acme/shop',
            sha: 'c'.repeat(40),
            ref: 'refs/heads/main',
            forge: nowhere,
            workspace,
            inputs: { token, url: service.url },
            log: service.log,
          },
          { ...changes, warm: undefined },
        ),
      async missing() {
        const left = items.filter((name) => !labelled.has(name))
        if (left.length > 0) return `not labelled: ${left.join(', ')}`
        return (await isMade()) ? undefined : 'there is no repository'
      },
      async close() {
        await Promise.all([service.close(), rm(workspace, { recursive: true, force: true })])
      },
    }
  },
}

const mistakes: Readonly<Record<string, (cell: Cell) => boolean>> = {
  'swallows a 403': ({ injected }) => injected.kind === 'request' && injected.fault === '403',
  'trusts an exit code': ({ injected }) =>
    injected.kind === 'program' && injected.fault === 'exit 0 without effect',
  'reads one page': ({ injected }) =>
    injected.kind === 'request' && injected.fault === '200 missing its next page',
}

/** Returns the cells that must find each mistake of the careless action. */
export function cellsByMistake(cells: readonly Cell[]): Readonly<Record<string, readonly Cell[]>> {
  return Object.fromEntries(
    Object.entries(mistakes).map(([mistake, finds]) => [mistake, cells.filter(finds)] as const),
  )
}
