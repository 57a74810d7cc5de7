/** The modes of git: a file, a program, a symbolic link, a submodule. */
export const modes = ['100644', '100755', '120000', '160000'] as const
export type Mode = (typeof modes)[number]

/** One path of a commit. The text of a symbolic link is its target, that of a submodule its commit. */
export interface Entry {
  readonly mode: Mode
  readonly text: string
}

/** The files of a commit, by path. */
export type Files = ReadonlyMap<string, Entry>

/** Folders and names of a small service. Some of its paths ask for a proof. */
export const folders = [
  'web',
  'web/lib',
  'src',
  'src/lib',
  'api',
  'api/src',
  'api/src/routes',
  'docs',
  'ops/proofs',
] as const
export const names = ['app.ts', 'cors.ts', 'handler.ts', 'wrangler.toml', 'notes.md', 'probe.txt'] as const

const rules = `change:routes:
  - changed-files:
      - any-glob-to-any-file: api/wrangler.toml
change:cors:
  - changed-files:
      - any-glob-to-any-file: [api/src, 'api/src/**']
`

/** Returns a text that shares no line with those of other names, so that git recognizes a rename of it. */
export function textOf(name: string): string {
  return Array.from({ length: 30 }, (_, line) => `${name} has line ${line}\n`).join('')
}

/** The first commit of every history. */
export const firstFiles: Files = new Map<string, Entry>([
  ['.github/labeler.yml', { mode: '100644', text: rules }],
  ...[
    'api/src/app.ts',
    'api/wrangler.toml',
    'ops/proofs/probe.txt',
    'src/handler.ts',
    'src/lib/app.ts',
    'web/app.ts',
    'web/lib/cors.ts',
    'web/lib/handler.ts',
  ].map((path): [string, Entry] => [path, { mode: '100644', text: textOf(path) }]),
  ['web/current', { mode: '120000', text: 'app.ts' }],
])
