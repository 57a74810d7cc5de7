import { readdir, readFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { type BundleRun, bundleScene } from '@suite/testkit/bundle'
import type { RunActionOptions } from '@suite/testkit/core'
import { type ArchiveHost, deno, startArchiveHost } from '@suite/testkit/deno'
import { type GitHub, startGitHub } from '@suite/testkit/github'
import type { Project } from './project.ts'

export { green, red } from '@suite/testkit/bundle'

/** Why no deno is here; undefined if there is one. */
export const missing = 'missing' in deno ? deno.missing : undefined

/** The program and its version; only used where {@link missing} is undefined. */
export const installed = 'missing' in deno ? { program: '', version: '0.0.0' } : deno

export interface CompileOptions extends Pick<RunActionOptions, 'reader' | 'signal' | 'debug'> {
  readonly inputs?: Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string>>
  readonly token?: string
  /** By default a forge without a repository. */
  readonly forge?: GitHub['forge']
  readonly archives?: Pick<ArchiveHost, 'url'>
  readonly path?: string
}

/** The action, a host of runtimes whose program prints `kato 1.2.3`, and a forge. */
export function setScene({ shares = true } = {}) {
  const scene = bundleScene<{ archives: ArchiveHost; github: GitHub }>({
    action: 'deno-multi-target-compile',
    shares,
    open: async () => ({
      archives: await startArchiveHost({ version: installed.version, prints: 'kato 1.2.3' }),
      github: await startGitHub(),
    }),
    close: ({ archives, github }) => Promise.all([archives.close(), github.close()]),
    log: ({ github }) => github.host.log,
  })
  /** Compiles what is checked out. */
  async function compile(project: Project, options: CompileOptions = {}): Promise<BundleRun> {
    const { inputs = {}, environment = {}, token = '', archives = scene.world().archives, ...rest } = options
    const path = rest.path ?? [dirname(installed.program), process.env.PATH].join(delimiter)
    return scene.run({
      ...rest,
      forge: options.forge ?? scene.world().github.forge,
      event: { name: 'workflow_dispatch', payload: { repository: { default_branch: 'main' } } },
      repository: 'acme/kato',
      sha: await project.git('rev-parse', 'HEAD'),
      ref: 'refs/heads/main',
      workspace: project.folder,
      token,
      inputs: {
        entrypoint: project.entrypoint,
        name: 'kato',
        version: '1.2.3',
        'denort-url': `${archives.url}/release`,
        ...inputs,
      },
      environment: { PATH: path, ...environment },
    })
  }
  return { ...scene, compile }
}

/** The inputs of a run for one target that builds once, for tests of what is refused. */
export const once = {
  targets: 'x86_64-unknown-linux-gnu',
  reproducible: 'off',
  sbom: 'off',
  'smoke-args': '',
} as const

/** Returns the files of the output folder by name; empty if there is no such folder. */
export async function readOutput(project: Project, folder = 'release-assets'): Promise<Map<string, Buffer>> {
  const names = await readdir(join(project.folder, folder)).catch(() => [])
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, await readFile(join(project.folder, folder, name))] as const),
    ),
  )
}
