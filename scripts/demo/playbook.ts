/** The repository of the demo, with the example rules. */
export const playbookFiles = {
  'api/wrangler.toml': 'name = "shop-api"\nmain = "src/index.ts"\nroutes = ["api.example.com/*"]\n',
  'api/src/index.ts': "export default { fetch: () => new Response('hello') }\n",
  'README.md': '# Shop\n',
  'ops/proofs/.gitkeep': '',
  '.github/labeler.yml': `change:routes:
  color: 'd93f0b'
  description: Modifies wrangler routes or CF routing
  rules:
    - changed-files:
        - any-glob-to-any-file: api/wrangler.{toml,json,jsonc}
change:cors:
  color: 'fbca04'
  description: Modifies CORS behavior
  rules:
    - changed-files:
        - any-glob-to-any-file: api/src{,/**}
change:headers:
  color: 'fbca04'
  description: Changes response headers contract
  rules:
    - changed-files:
        - any-glob-to-any-file: api/src{,/**}
ops:proofs-attached:
  color: '8250df'
  description: Required proofs linked in PR (ops/proofs/*)
  rules:
    - changed-files:
        - any-glob-to-any-file: ops/proofs/**
docs:runbook:
  color: '0e8a16'
  description: Updates OPS.md/README
  rules:
    - changed-files:
        - any-glob-to-any-file: [OPS.md, README.md]
`,
} as const
