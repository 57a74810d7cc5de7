/** Files that tools read credentials from. */
const known: ReadonlySet<string> = new Set([
  '.npmrc',
  '.yarnrc.yml',
  '.netrc',
  '_netrc',
  '.git-credentials',
  '.pypirc',
  '.dev.vars',
  'id_rsa',
  'id_dsa',
  'id_ecdsa',
  'id_ed25519',
])

/** Folders with packages, which are public. */
const ofPackages: ReadonlySet<string> = new Set(['node_modules', '.deno_compile_node_modules'])

/** Returns whether a file usually holds secrets, by its name. What shows which variables to set holds none. */
export function isSecretFile(path: string): boolean {
  const parts = path.toLowerCase().split('/')
  const name = parts.at(-1) ?? ''
  if (parts.some((part) => ofPackages.has(part))) return false
  if (known.has(name)) return true
  return /^\.env(\.|$)/.test(name) && !/\.(example|sample|template|dist|schema)$/.test(name)
}
