import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleScene } from '@suite/testkit/bundle'
import type { RunActionOptions } from '@suite/testkit/core'
import { afterAll } from 'vitest'

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url))

export interface Checked extends Pick<RunActionOptions, 'signal'> {
  readonly files: Readonly<Record<string, string>>
  readonly inputs?: Readonly<Record<string, string>>
  /** Stubs of package managers, which record their arguments, by the version that they print. */
  readonly programs?: Readonly<Record<string, string>>
  /** The folder of these stubs. */
  readonly bin?: string
  readonly environment?: Readonly<Record<string, string>>
}

const manifest = (more: object = {}) => JSON.stringify({ name: 'shop', version: '1.0.0', ...more })
/** The files that most tests need. */
export const text = {
  manifest,
  npmLock: JSON.stringify({
    name: 'shop',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: { '': { name: 'shop', version: '1.0.0' } },
  }),
  build: manifest({ scripts: { build: 'echo built' } }),
  /** Without types of packages, so that packages above the test's folder do not matter. */
  tsconfig: (more: object = {}) => JSON.stringify({ compilerOptions: { types: [] }, ...more }),
}
/** The content of a file that stands for the TypeScript of this repository. */
export const typescript = '-> typescript'

/** The bundle of node-checks, and projects to run it on. */
export function setScene() {
  const folders: string[] = []
  const scene = bundleScene({ action: 'node-checks', open: async () => ({}), close: () => {} })
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })
  return async ({
    files,
    inputs = {},
    programs = {},
    bin: binName = 'bin',
    environment = {},
    signal,
  }: Checked) => {
    const place = mkdtempSync(join(tmpdir(), 'node-checks-'))
    folders.push(place)
    const [workspace, bin, calls] = ['workspace', binName, 'calls'].map((name) => join(place, name)) as [
      string,
      string,
      string,
    ]
    for (const folder of [workspace, bin]) mkdirSync(folder)
    writeFileSync(calls, '')
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(workspace, path)), { recursive: true })
      if (content === typescript) symlinkSync(join(modules, 'typescript'), join(workspace, path))
      else writeFileSync(join(workspace, path), content)
    }
    for (const [program, version] of Object.entries(programs)) {
      const script = `#!/bin/sh\ncase "$*" in *--version) echo ${version};; *) echo "${program} $*" >>"${calls}";; esac\n`
      writeFileSync(join(bin, program), script)
      chmodSync(join(bin, program), 0o755)
    }
    const ran = await scene.run({
      forge: { apiUrl: 'https://github.invalid/api', serverUrl: 'https://github.invalid', graphqlUrl: '' },
      event: { name: 'push', payload: {} },
      repository: 'acme/shop',
      sha: '0'.repeat(40),
      ref: 'refs/heads/main',
      workspace,
      inputs,
      environment: {
        PATH: `${bin}${delimiter}${process.env.PATH}`,
        npm_config_cache: join(place, 'cache'),
        npm_config_offline: 'true',
        npm_config_audit: 'false',
        ...environment,
      },
      ...(signal && { signal }),
    })
    return {
      ...ran,
      workspace,
      calls: readFileSync(calls, 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    }
  }
}
