import type { Outcome, Run } from '@suite/runner'
import type { contract } from './contract.ts'
import { decisionOf, judgeBinaries, judgeProofs } from './decide.ts'
import type { Built } from './deno/built.ts'
import type { Findings } from './findings.ts'
import { judgeVersion } from './judge-version.ts'
import { outcomeOf, refusedOutcome } from './outcome.ts'
import { type Inputs, type Plan, planOf } from './plan.ts'
import type { Compiler, Ports, Source } from './ports.ts'
import { prove } from './prove.ts'
import { publishFiles } from './publish-files.ts'
import { readBinaries } from './read-binaries.ts'

type Contract = typeof contract
export type CompileRun = Run<Inputs>

/**
 * Compiles the commit for every target, reads the binaries, and proves what can be proved of them. The folder of the
 * release is written only if nothing is wrong.
 * @throws UsageError, OutsideError of what it reads, calls and writes
 */
export async function compileTargets(run: CompileRun, ports: Ports): Promise<Outcome<Contract>> {
  const plan = planOf(run.inputs)
  const folder = await ports.claimFolder(run.inputs['output-dir'], plan.names)
  try {
    const source = await ports.readSource(plan)
    const refusal = judgeVersion(source.project, plan.inputs.version)
    if (refusal !== undefined) return refusedOutcome(refusal, source.laidOut.commit, plan.inputs.version)
    const compiler = await ports.openCompiler(plan, source)
    const built = await compiler.build()
    const findings = await examine(run, ports, plan, source, compiler, built)
    return await conclude(run, ports, plan, { folder, source, compiler, built, findings })
  } catch (error) {
    throw ports.explain(error)
  } finally {
    await ports.cleanUp()
  }
}

/** Reads every binary and, if the bytes are right, finds out what the bytes alone do not show. */
async function examine(
  run: CompileRun,
  ports: Ports,
  plan: Plan,
  source: Source,
  compiler: Compiler,
  built: Built,
): Promise<Findings> {
  const binaries = await readBinaries(run, compiler, plan, built)
  const areRight = judgeBinaries(binaries).length === 0
  const { laidOut } = source
  return {
    name: plan.inputs.name,
    version: plan.inputs.version,
    commit: laidOut.commit,
    denoVersion: compiler.denoVersion,
    bases: compiler.bases,
    binaries,
    proofs: areRight ? await prove(run, ports, plan, compiler, binaries) : undefined,
    included: laidOut.included,
    left: laidOut.left,
  }
}

interface Result {
  readonly folder: string
  readonly source: Source
  readonly compiler: Compiler
  readonly built: Built
  readonly findings: Findings
}

async function conclude(
  { writes }: CompileRun,
  ports: Ports,
  plan: Plan,
  { folder, source, compiler, built, findings }: Result,
): Promise<Outcome<Contract>> {
  const { binaries, proofs } = findings
  const growthFails = plan.inputs['permission-growth'] === 'fail'
  const decision = decisionOf(
    proofs === undefined ? judgeBinaries(binaries) : judgeProofs(proofs, growthFails),
  )
  if (decision.problems.length > 0) return outcomeOf(findings, decision)
  return outcomeOf(
    findings,
    decision,
    await publishFiles(writes, ports, plan, { folder, source, compiler, built, findings }),
  )
}
