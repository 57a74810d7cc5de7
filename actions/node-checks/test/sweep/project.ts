import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RunChanges, runInWorld, type World } from '@suite/testkit/sweep'

const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url))
const token = 'sweep-canary-of-the-runtime-token'

/** A project on disk. */
export interface Project {
  readonly files: Readonly<Record<string, string>>
  /** Programs of sh that are found before those of the machine, by name. `$modules` is where TypeScript is. */
  readonly stubs?: Readonly<Record<string, string>>
  /** Whether its packages are there already. */
  readonly hasTypeScript?: true
  readonly inputs?: Readonly<Record<string, string>>
}

/**
 * Opens a project that the action checks. No registry is asked: npm is offline and has an empty cache.
 *
 * @param missing receives the folder of the project
 */
export async function openProject(
  { files, stubs = {}, hasTypeScript, inputs = {} }: Project,
  programs: World['programs'],
  missing: (folder: string) => Promise<string | undefined>,
): Promise<World> {
  const root = await mkdtemp(join(tmpdir(), 'node-checks-sweep-'))
  const [workspace, bin] = [join(root, 'shop'), join(root, 'bin')]
  for (const folder of [workspace, bin]) await mkdir(folder)
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true })
    await writeFile(join(workspace, path), content)
  }
  if (hasTypeScript) {
    await mkdir(join(workspace, 'node_modules'))
    await symlink(join(modules, 'typescript'), join(workspace, 'node_modules/typescript'))
  }
  for (const [name, script] of Object.entries(stubs)) {
    await writeFile(join(bin, name), `#!/bin/sh\nmodules='${modules}'\n${script}\n`)
    await chmod(join(bin, name), 0o755)
  }
  const options = {
    forge: { apiUrl: 'https://github.invalid/api', serverUrl: 'https://github.invalid', graphqlUrl: '' },
    event: { name: 'push', payload: {} },
    repository: 'acme/shop',
    sha: '0'.repeat(40),
    ref: 'refs/heads/main',
    workspace,
    inputs: { timeout: '10m', ...inputs },
    environment: {
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      npm_config_cache: join(root, 'cache'),
      npm_config_offline: 'true',
      npm_config_audit: 'false',
      ACTIONS_RUNTIME_TOKEN: token,
    },
  }
  return {
    hosts: {},
    ...(programs && { programs }),
    secrets: [token],
    subjects: ['the root of the repository', 'package.json', 'npm run', 'npm ci', 'tsc', 'pnpm'],
    run: (changes?: RunChanges) => runInWorld('node-checks', options, changes),
    missing: () => missing(workspace),
    close: () => rm(root, { recursive: true, force: true }),
  }
}
