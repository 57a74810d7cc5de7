import type { CompileRun } from './action.ts'
import type { BinaryFacts } from './binary-facts.ts'
import type { Growth, Proofs, SecondBuild, Smoke } from './decide.ts'
import { readFormer } from './former-permissions.ts'
import { comparePermissions, describeGrowth } from './permissions/compare.ts'
import type { Plan } from './plan.ts'
import type { Compiler, Ports } from './ports.ts'

/** Finds out what the bytes of one build do not show: whether it runs, is built equally again, and may do more now. */
export async function prove(
  { log }: Pick<CompileRun, 'log'>,
  ports: Ports,
  plan: Plan,
  compiler: Compiler,
  binaries: readonly BinaryFacts[],
): Promise<Proofs> {
  const smoke = await proveSmoke(ports, plan, binaries)
  const growth = await proveGrowth(ports, plan, binaries)
  if (plan.inputs.reproducible === 'check') log.line('build everything a second time, to compare')
  return { smoke, growth, second: await proveEqual(ports, plan, compiler, binaries) }
}

async function proveSmoke(ports: Ports, plan: Plan, binaries: readonly BinaryFacts[]): Promise<Smoke> {
  if (plan.inputs['smoke-args'] === undefined) return { none: '`smoke-args` is empty' }
  const binary = binaries.find(({ target }) => target === ports.host)
  if (binary === undefined) return { none: 'nothing was compiled for this machine' }
  return ports.runOnce(binary.target, binary.path, plan)
}

async function proveEqual(
  ports: Ports,
  plan: Plan,
  compiler: Compiler,
  binaries: readonly BinaryFacts[],
): Promise<SecondBuild> {
  if (plan.inputs.reproducible === 'off') return { kind: 'off' }
  const second = await compiler.build()
  const different: { readonly name: string; readonly parts: readonly string[] }[] = []
  for (const { name, target, path } of binaries) {
    const again = second.binaries.find((built) => built.target === target)
    if (again === undefined) throw new Error(`the second build has nothing for ${target}`)
    const parts = await ports.compareFiles(path, again.path)
    if (parts !== undefined) different.push({ name, parts })
  }
  return { kind: 'made', different }
}

async function proveGrowth(
  { releases }: Ports,
  plan: Plan,
  [first]: readonly BinaryFacts[],
): Promise<Growth> {
  if (releases === undefined) return { kind: 'off' }
  const former = await readFormer(releases, plan.inputs.name)
  if (former.kind !== 'release') return former
  if (first?.permissions === undefined) throw new Error('no binary says what it may do')
  const grown = comparePermissions(former.permissions, first.permissions)
  return { kind: 'compared', tag: former.tag, grown: grown.map(describeGrowth) }
}
