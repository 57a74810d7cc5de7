import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export interface InstalledDeno {
  readonly program: string
  /** Such as `2.9.6`. */
  readonly version: string
}

/**
 * The program of deno, from the npm package of this platform; or why there is none.
 * @throws Error with that reason if `REQUIRE_TOOLS` is set, so that a test is never skipped there
 */
export const deno = findDeno()

function findDeno(): InstalledDeno | { readonly missing: string } {
  const { platform, arch } = process
  const name = `@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}`
  try {
    const required = createRequire(createRequire(import.meta.url).resolve('deno/package.json'))
    const manifest = required.resolve(`${name}/package.json`)
    const { version } = required(manifest)
    return { program: join(dirname(manifest), platform === 'win32' ? 'deno.exe' : 'deno'), version }
  } catch (cause) {
    const missing = `the npm package ${name} is not installed`
    if (process.env.REQUIRE_TOOLS) throw new Error(missing, { cause })
    return { missing }
  }
}
