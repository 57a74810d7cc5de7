import { describe, expect, test } from 'vitest'
import { isSecretFile } from './secret-files.ts'

describe('a file in a binary', () => {
  test.each([
    '.env',
    'a/.env',
    '.env.production',
    '.env.local',
    '.ENV',
    '.npmrc',
    'home/.netrc',
    'keys/id_ed25519',
  ])('holds secrets that everybody could read: %s', (path) => {
    expect(isSecretFile(path)).toBe(true)
  })

  test.each([
    '.env.example',
    '.env.local.sample',
    '.envrc.md',
    'env',
    'env.ts',
    '.environment',
    'node_modules/a/.npmrc',
    '.deno_compile_node_modules/localhost/a/1.0.0/.env',
  ])('may be there: %s', (path) => {
    expect(isSecretFile(path)).toBe(false)
  })
})
