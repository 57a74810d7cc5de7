import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * The program of deno, from the npm package of this platform; or why there is none.
 * @throws Error with that reason if `REQUIRE_TOOLS` is set, so that a test is never skipped there
 */
export const deno = findDeno()

function findDeno(): { readonly program: string } | { readonly missing: string } {
  const { platform, arch } = process
  const name = `@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}`
  try {
    const required = createRequire(createRequire(import.meta.url).resolve('deno/package.json'))
    const folder = dirname(required.resolve(`${name}/package.json`))
    return { program: join(folder, platform === 'win32' ? 'deno.exe' : 'deno') }
  } catch (cause) {
    const missing = `the npm package ${name} is not installed`
    if (process.env.REQUIRE_TOOLS) throw new Error(missing, { cause })
    return { missing }
  }
}
