import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../actions.ts'
import { run } from '../shell.ts'
import { buildAct } from './build-act.ts'

/** How a platform calls programs. */
const isWindows = process.platform === 'win32'
const ending = isWindows ? '.exe' : ''
const python = isWindows ? 'python' : 'python3'

/** Tools that npm does not have, at the versions that check this project. */
const tools = {
  actionlint: fromGo('github.com/rhysd/actionlint/cmd/actionlint', 'v1.7.12'),
  act: actWithPipes('v0.2.87'),
  crane: fromGo('github.com/google/go-containerregistry/cmd/crane', 'v0.21.9'),
  zizmor: fromPython('zizmor', '1.32.0'),
} as const

export type ToolName = keyof typeof tools

/** The program's path, or why there is none. */
export type Tool = { readonly path: string } | { readonly missing: string }

interface Recipe {
  readonly version: string
  /** Path of the program below the folder of its installation. */
  readonly program: string
  readonly install: (folder: string) => Promise<void>
}

/**
 * Returns a tool at its pinned version, and installs it into the clone's `.cache/tools` if needed. Returns the reason
 * if its installer is missing.
 * @throws Error with that reason if `REQUIRE_TOOLS` is set, so that a check is never skipped there
 */
export async function ensureTool(name: ToolName): Promise<Tool> {
  const { version, program, install } = tools[name]
  const folder = join(root, '.cache/tools', `${name}-${version}`)
  const path = join(folder, program)
  if (existsSync(path)) return { path }
  try {
    await installInto(folder, install)
    return { path }
  } catch (cause) {
    const why = (cause instanceof Error ? cause.message : String(cause)).split('\n').slice(0, 3).join(' ')
    const missing = `${name} ${version} is not here and cannot be installed: ${why}`
    if (process.env.REQUIRE_TOOLS) throw new Error(missing, { cause })
    return { missing }
  }
}

/** Installs all or nothing, because two test files may need one tool at the same time. */
async function installInto(folder: string, install: Recipe['install']): Promise<void> {
  await mkdir(join(folder, '..'), { recursive: true })
  const fresh = await mkdtemp(`${folder}.`)
  try {
    await install(fresh)
    await rename(fresh, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

function actWithPipes(published: string): Recipe {
  const program = `act${ending}`
  return {
    version: `${published}-with-pipes`,
    program,
    install: (folder) => buildAct(published, join(folder, program)),
  }
}

function fromGo(module: string, version: string): Recipe {
  return {
    version,
    program: `${module.slice(module.lastIndexOf('/') + 1)}${ending}`,
    install: async (folder) => {
      const variables = { GOBIN: folder }
      await run('go', ['install', `${module}@${version}`], { quiet: true, variables })
    },
  }
}

function fromPython(name: string, version: string): Recipe {
  return {
    version,
    program: join('bin', `${name}${ending}`),
    install: async (folder) => {
      const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps']
      await run(python, [...pip, '--target', folder, `${name}==${version}`], { quiet: true })
    },
  }
}
