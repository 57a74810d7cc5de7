type Files = Readonly<Record<string, string>>

const rules = `change:routes:
  - changed-files:
      - any-glob-to-any-file: api/wrangler.toml
`
/** The files of the default branch, and of the change: routes, and the proof that they ask for. */
export const begin = { '.github/labeler.yml': rules, 'api/wrangler.toml': 'routes = ["a"]\n' }
export const routes = { 'api/wrangler.toml': 'routes = ["a", "b"]\n' }
export const proof = { 'ops/proofs/routes.txt': 'HTTP/2 200\nserver: cloudflare\n' }

/** A Worker in the folder `api`. */
export const worker = {
  'api/wrangler.toml': 'name = "shop-api"\nmain = "index.js"\ncompatibility_date = "2026-09-01"\n',
  'api/index.js': "export default { fetch: () => new Response('hello') }\n",
}

/** Returns a project that npm installs without a registry. */
export function projectIn(folder: string, build: string): Files {
  const lock = { lockfileVersion: 3, packages: { '': {} } }
  const lcov = '--test-reporter=lcov --test-reporter-destination=coverage/lcov.info'
  const coverage = `mkdir -p coverage && node --test --experimental-test-coverage ${lcov}`
  const scripts = { typecheck: 'node -e 0', build, coverage }
  return {
    [`${folder}/index.test.js`]: "import './index.js'\n",
    [`${folder}/index.js`]: 'export default 1\n',
    [`${folder}/package.json`]: JSON.stringify({ private: true, type: 'module', scripts }),
    [`${folder}/package-lock.json`]: JSON.stringify(lock),
  }
}
