import { readFile } from 'node:fs/promises'
import { availableParallelism, freemem } from 'node:os'
import { resolve } from 'node:path'
import { placeOf } from '@suite/changes/clone'
import { makeFolder } from '@suite/folders'
import type { CompileRun } from './action.ts'
import { makeBillOfMaterials } from './bill-of-materials.ts'
import { buildAll, type Progress } from './deno/build-all.ts'
import { concurrencyFor } from './deno/concurrency.ts'
import { denoEnvironment, type EnvironmentTerms, passedVariables } from './deno/environment.ts'
import { findDeno } from './deno/find-deno.ts'
import { openDeno } from './deno/open-deno.ts'
import type { CompileOrder } from './deno/program-arguments.ts'
import type { Base } from './denort/base.ts'
import { readCommittedSums } from './denort/committed-sums.ts'
import { fetchBases } from './denort/fetch-bases.ts'
import { digestOf } from './digest.ts'
import { machineFolders, type RunFolders } from './folders.ts'
import type { Plan } from './plan.ts'
import type { Compiler, Source } from './ports.ts'
import { readBinary } from './read-binary.ts'

/**
 * Finds deno and fetches the bases, and returns what compiles a source.
 * @throws UsageError, OutsideError as its parts
 */
export async function openCompiler(
  run: CompileRun,
  plan: Plan,
  source: Source,
  folders: RunFolders,
  workspace: string,
): Promise<Compiler> {
  const { laidOut, project } = source
  const terms = environmentOf(run, folders)
  const found = await findDeno({
    runner: terms.runner,
    environment: denoEnvironment(terms, { network: false }),
    version: plan.inputs['deno-version'],
    signal: run.signal,
    timeout: run.deadline.remaining(),
  })
  const bases = await fetchAll(run, plan, source, folders, found.version)
  const order = orderOf(plan, source)
  const deno = openDeno({
    found,
    environment: terms,
    folder: laidOut.folder,
    order,
    timeLeft: () => run.deadline.remaining(),
    signal: run.signal,
    redact: run.redact,
  })
  const machine = { cores: availableParallelism(), memory: freemem() }
  const concurrency = concurrencyFor(machine, bases, plan.inputs.concurrency)
  let builds = 0
  return {
    denoVersion: found.version,
    bases,
    async build() {
      builds += 1
      return buildAll({
        deno,
        laid: laidOut,
        folders: folders.deno,
        bases,
        order,
        output: folders.build(builds),
        concurrency,
        onProgress: (progress) => run.log.line(progressLine(progress)),
      })
    },
    readBinary(named, path) {
      const { name, version } = plan.inputs
      const expected = {
        name,
        version,
        folders: machineFolders(source, folders, workspace, plan.permissions.set !== undefined),
      }
      const baseSize = bases.find(({ target }) => target === named.target)?.size ?? Number.POSITIVE_INFINITY
      return readBinary(named, path, {
        expected,
        policy: plan.policy,
        origin: { laidOut, entrypoint: project.entrypoint },
        flags: plan.permissions,
        baseSize,
      })
    },
    async billOfMaterials({ info }, binaries) {
      const { lock } = project
      return makeBillOfMaterials({
        name: plan.inputs.name,
        version: plan.inputs.version,
        commit: laidOut.commit,
        time: laidOut.time,
        versions: { deno: found.version, v8: found.v8 },
        bases,
        lock:
          lock.kind === 'tracked'
            ? { text: await readFile(placeOf(laidOut.folder, lock.path), 'utf8'), where: lock.path }
            : undefined,
        info,
        embedded: binaries.flatMap(({ embedded }) => embedded ?? []),
        folder: laidOut.folder,
        hashOf: async (path) => (await digestOf(path)).sha256,
      })
    },
  }
}

/** Returns the environment of deno. The values of `pass-variables` become secrets. */
function environmentOf(
  { inputs, environment, addSecret }: CompileRun,
  folders: RunFolders,
): EnvironmentTerms {
  const passed = passedVariables(inputs['pass-variables'] ?? [], environment.variables)
  for (const value of Object.values(passed)) if (value !== undefined) addSecret(value)
  const caFile = inputs['ca-file']
  return {
    folders: folders.deno,
    passed,
    runner: environment.variables,
    caFile: caFile === undefined ? undefined : resolve(caFile),
  }
}

async function fetchAll(
  { transport }: CompileRun,
  { inputs, named }: Plan,
  { laidOut }: Source,
  { archives }: RunFolders,
  version: string,
): Promise<readonly Base[]> {
  const sums = inputs['denort-sums']
  const committed = sums === undefined ? undefined : await readCommittedSums(laidOut, sums)
  await makeFolder(archives)
  const targets = named.map(({ target }) => target)
  return fetchBases(transport, { version, targets, url: inputs['denort-url'], committed, folder: archives })
}

function orderOf({ inputs, permissions, flags }: Plan, { laidOut, project }: Source): CompileOrder {
  return {
    name: inputs.name,
    project,
    permissions: permissions.args,
    flags: [...flags.args, ...flags.windowsArgs],
    include: laidOut.includeArguments,
    exclude: inputs.exclude ?? [],
  }
}

function progressLine({ target, bytes, milliseconds, done, total }: Progress): string {
  return `compiled ${target}: ${bytes} bytes in ${(milliseconds / 1000).toFixed(1)} s (${done} of ${total})`
}
