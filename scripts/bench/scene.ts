import { join } from 'node:path'
import { type RunResult, runAction } from '@suite/testkit/core'
import { type GitHub, type PullRequest, type Repository, startGitHub } from '@suite/testkit/github'
import { root } from '../actions.ts'

/** The actions that the scene can run. */
export const pullRequestActions = ['label-by-path', 'require-proofs'] as const

/** Rules that actions/labeler can read too. */
const rules = `change:routes:
  - changed-files:
      - any-glob-to-any-file: api/wrangler.{toml,json,jsonc}
change:cors:
  - changed-files:
      - any-glob-to-any-file: api/src/**
change:headers:
  - changed-files:
      - any-glob-to-any-file: api/src/**
ops:proofs-attached:
  - changed-files:
      - any-glob-to-any-file: ops/proofs/**
`

/** A repository with the example rules, on a stand-in, to run actions against. */
export interface Scene {
  readonly github: GitHub
  openPullRequest(files: number): Promise<PullRequest>
  run(bundle: string, pull: PullRequest): Promise<RunResult>
}

export async function setScene(): Promise<Scene> {
  const github = await startGitHub()
  const shop: Repository = await github.createRepository('acme/shop')
  await shop.commit({ branch: 'main', files: { '.github/labeler.yml': rules }, message: 'Begin' })
  const token = github.token({ permissions: { contents: 'read', 'pull-requests': 'write', issues: 'write' } })
  return {
    github,
    // Routes, source and a proof are always included; the other files sort before them.
    openPullRequest: (files) =>
      shop.openPullRequest({
        files: {
          ...Object.fromEntries(
            Array.from({ length: files - 3 }, (_, index) => [`aaa/file-${index}.txt`, `${index}\n`]),
          ),
          'api/wrangler.toml': 'name = "changed"\n',
          'api/src/index.ts': 'export default {}\n',
          'ops/proofs/jwks.txt': '{"keys":[]}\n',
        },
      }),
    run: async (bundle, pull) =>
      runAction({
        ...(await shop.trigger.pullRequestTarget(pull.number, { action: 'opened' })),
        bundle: bundle.includes('/') ? bundle : join(root, 'dist', bundle),
        forge: github.forge,
        token,
      }),
  }
}
