import { fileURLToPath } from 'node:url'
import { type LogEntry, type RunResult, runAction, type Trigger } from '@suite/testkit/core'
import { type GitHub, type PullRequest, type Repository, startGitHub } from '@suite/testkit/github'
import { afterAll, afterEach, beforeAll } from 'vitest'

/** The action as it ships. */
const bundle = fileURLToPath(new URL('../../../dist/require-proofs', import.meta.url))

export type Files = Parameters<Repository['commit']>[0]['files']

/** The playbook's rules, and a label that none of the paths gives. */
export const rules = `change:routes:
  - changed-files:
      - any-glob-to-any-file: api/wrangler.toml
change:cors:
  - changed-files:
      - any-glob-to-any-file: api/src/**
change:headers: []
docs:
  - changed-files:
      - any-glob-to-any-file: '**/*.md'
`

export const begin: Files = {
  '.github/labeler.yml': rules,
  'api/wrangler.toml': 'routes = ["a"]\n',
  'api/src/index.ts': 'export {}\n',
  'ops/proofs/.gitkeep': '',
  'ops/proofs/old.txt': 'HTTP/2 200 of last year\n',
  'README.md': '# Shop\n',
}
/** A change that asks for proofs, and one of its proofs. */
export const routes: Files = { 'api/wrangler.toml': 'routes = ["a", "b"]\n' }
export const proof: Files = { 'ops/proofs/routes.txt': 'HTTP/2 200\nserver: cloudflare\n' }

export interface RunOptions {
  readonly inputs?: Readonly<Record<string, string>>
  /** What the job's token may do. Default: read contents and pull requests. */
  readonly permissions?: Readonly<Record<string, 'read' | 'write'>>
  readonly token?: string
  readonly workspace?: string
  readonly node?: string | undefined
  readonly debug?: boolean
  readonly reader?: NonNullable<Parameters<typeof runAction>[0]['reader']>
}

/** One run of the bundle, and the requests that it sent. */
export interface Run extends RunResult {
  readonly log: readonly LogEntry[]
  /** Method and path below the repository of each request that writes. */
  readonly writes: readonly string[]
  readonly reason: string | undefined
  /** The messages of its annotations. */
  readonly told: string
  /** An output, read as JSON. */
  json(output: 'required-by' | 'proofs' | 'missing'): Readonly<Record<string, unknown>>[]
}

/** A repository in the hands of one test. */
export interface Shop {
  readonly repository: Repository
  open(files: Files, options?: Parameters<Repository['openPullRequest']>[0]): Promise<PullRequest>
  /** Runs on `pull_request_target`. */
  judge(pull: PullRequest, options?: RunOptions): Promise<Run>
  run(on: Trigger, options?: RunOptions): Promise<Run>
}

export interface Scene {
  readonly github: () => GitHub
  /** @param files beside those that every shop begins with; null takes one away */
  shop(files?: Files, options?: Parameters<GitHub['createRepository']>[1]): Promise<Shop>
}

/** A GitHub for the tests of one file; each test opens a shop of its own. */
export function setScene(): Scene {
  let github: GitHub
  let shops = 0
  beforeAll(async () => {
    github = await startGitHub()
  })
  afterEach(() => {
    github.host.clearFaults()
    github.host.gather = 0
  })
  afterAll(() => github.close())
  return {
    github: () => github,
    async shop(files = {}, options = {}) {
      const repository = await github.createRepository(`acme/shop-${++shops}`, options)
      const present = Object.entries({ ...begin, ...files }).filter(([, change]) => change !== null)
      await repository.commit({ branch: 'main', files: Object.fromEntries(present) })
      const run = (on: Trigger, given: RunOptions = {}) => runIn(github, repository, on, given)
      return {
        repository,
        run,
        open: (changed, given) => repository.openPullRequest({ files: changed, ...given }),
        judge: async (pull, given) =>
          run(await repository.trigger.pullRequestTarget(pull.number, { action: 'synchronize' }), given),
      }
    },
  }
}

async function runIn(
  github: GitHub,
  repository: Repository,
  on: Trigger,
  { permissions = { contents: 'read', 'pull-requests': 'read' }, node, reader, ...options }: RunOptions,
): Promise<Run> {
  const from = github.host.log.length
  const ran = await runAction({
    ...on,
    bundle,
    forge: github.forge,
    token: github.token({ permissions }),
    ...options,
    ...(node !== undefined && { node }),
    ...(reader !== undefined && { reader }),
  })
  const root = `/repos/${repository.fullName}/`
  // Not what another test, which ran out of time, still asks about a repository of its own.
  const ours = ({ path }: LogEntry) => path.startsWith(root) || !path.startsWith('/repos/')
  const log = github.host.log.slice(from).filter(ours)
  return {
    ...ran,
    log,
    writes: log
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => `${method} ${path.replace(root, '')}`),
    reason: ran.outputs.reason,
    told: ran.annotations.map(({ message }) => message).join('\n'),
    json: (output) => JSON.parse(ran.outputs[output] ?? ''),
  }
}

/** What a run must be to have said yes: green by its exit code, and by what it says. */
export const green = { exitCode: 0, outputs: { verdict: 'pass' } }
export const red = { exitCode: 1, outputs: { verdict: 'fail' } }
