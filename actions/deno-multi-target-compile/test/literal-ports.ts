import { type BakedPermissions, permissionNames } from '@suite/release-assets'
import { createWrites } from '@suite/runner'
import type { CompileRun } from '../src/action.ts'
import type { BinaryFacts } from '../src/binary-facts.ts'
import type { Built } from '../src/deno/built.ts'
import type { Inputs } from '../src/plan.ts'
import type { Compiler, Ports } from '../src/ports.ts'
import type { TargetName } from '../src/targets.ts'
import type { NewFile } from '../src/write-assets.ts'

export const noPermissions = Object.fromEntries(
  permissionNames.map((name) => [name, { allow: null, deny: null }]),
) as unknown as BakedPermissions

const targets: readonly TargetName[] = ['x86_64-unknown-linux-gnu', 'aarch64-apple-darwin']

/** A run with literal ports. What its parts did is kept, in order. */
export function literalRun(
  inputs: Partial<Inputs> = {},
  change: Partial<Ports> = {},
  version = '1.2.3',
  alter: (name: string) => Partial<BinaryFacts> = () => ({}),
) {
  const did: string[] = []
  const lines: string[] = []
  const written = new Map<string, readonly NewFile[]>()
  let builds = 0
  const build = async (): Promise<Built> => {
    builds += 1
    did.push(`build ${builds}`)
    return {
      binaries: targets.map((target) => ({ target, path: `/build-${builds}/${target}` })),
      info: {},
      arguments: ['--no-prompt'],
    }
  }
  const readBinary: Compiler['readBinary'] = async ({ target, name }, path) => {
    did.push(`read ${name}`)
    return {
      target,
      name,
      path,
      size: 1000,
      sha256: 'e'.repeat(64),
      glibc: target.includes('linux') ? '2.31' : undefined,
      permissions: noPermissions,
      rows: [{ permission: 'read', allowed: 'data', denied: '', reason: undefined }],
      shown: [],
      embedded: undefined,
      problems: [],
    }
  }
  const ports: Ports = {
    async readSource() {
      return {
        laidOut: {
          folder: '/source',
          commit: 'c'.repeat(40),
          time: new Date('2026-01-02T03:04:05Z'),
          files: 3,
          tracked: new Set(['main.ts']),
          objects: new Map(),
          included: [],
          includeArguments: [],
          left: ['notes.txt'],
        },
        project: {
          workingDirectory: '.',
          entrypoint: 'main.ts',
          isEntrypointTracked: true,
          config: 'deno.json',
          rootConfig: 'deno.json',
          version,
          lock: { kind: 'tracked', path: 'deno.lock' },
          scriptsAllowedBy: undefined,
          hasCompilePermissions: false,
          importHosts: new Map(),
          namedPaths: [],
        },
      }
    },
    async openCompiler() {
      const bases = targets.map((target) => ({
        target,
        sha256: 'd'.repeat(64),
        checkedAgainst: 'committed-sums' as const,
      }))
      return {
        denoVersion: '2.9.6',
        bases,
        build,
        readBinary: async (named, path) => ({ ...(await readBinary(named, path)), ...alter(named.name) }),
        billOfMaterials: async () => ({ text: '{"bomFormat":"CycloneDX"}\n', count: 3, withoutHash: [] }),
      }
    },
    compareFiles: async () => undefined,
    async runOnce(target, program) {
      did.push(`run ${program}`)
      return { target, args: ['--version'], problem: undefined }
    },
    host: 'x86_64-unknown-linux-gnu',
    releases: undefined,
    claimFolder: async (given) => `/workspace/${given}`,
    async writeAssets(folder, files) {
      did.push('write')
      written.set(folder, files)
    },
    explain: (error) => error,
    async cleanUp() {
      did.push('clean up')
    },
    ...change,
  }
  const run = {
    inputs: {
      entrypoint: 'main.ts',
      name: 'kato',
      version: '1.2.3',
      'working-directory': '.',
      targets,
      'permission-growth': 'report',
      'denort-url': new URL('https://denort.example'),
      reproducible: 'check',
      sbom: 'cyclonedx',
      'smoke-args': ['--version'],
      'output-dir': 'release-assets',
      timeout: 60_000,
      'dry-run': false,
      ...inputs,
    },
    writes: createWrites(inputs['dry-run'] ?? false, new AbortController().signal),
    log: { line: (line: string) => lines.push(line), debug() {}, group() {} },
    pause: async () => {},
  } as unknown as CompileRun
  return { run, ports, did, lines, written }
}
