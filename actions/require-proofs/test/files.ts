import type { Repository } from '@suite/testkit/github'

export type Files = Parameters<Repository['commit']>[0]['files']

/** The rules of the playbook, and a label that no path causes. */
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
/** A change that requires proofs, and one of its proofs. */
export const routes: Files = { 'api/wrangler.toml': 'routes = ["a", "b"]\n' }
export const proof: Files = { 'ops/proofs/routes.txt': 'HTTP/2 200\nserver: cloudflare\n' }
