import type { NamedTarget } from './asset-names.ts'
import type { BillOfMaterials } from './bill-of-materials.ts'
import type { BinaryFacts } from './binary-facts.ts'
import type { Built } from './deno/built.ts'
import type { CheckedBase } from './findings.ts'
import type { ReadReleases } from './former-permissions.ts'
import type { Plan } from './plan.ts'
import type { SmokeRun } from './smoke.ts'
import type { LaidOut } from './source/laid-out.ts'
import type { Project } from './source/project.ts'
import type { TargetName } from './targets.ts'
import type { NewFile } from './write-assets.ts'

/** The commit as it is compiled. */
export interface Source {
  readonly laidOut: LaidOut
  readonly project: Project
}

/** What compiles a source: deno, and the checked bases of all targets. */
export interface Compiler {
  readonly denoVersion: string
  readonly bases: readonly CheckedBase[]
  /** Builds everything, with nothing left of an earlier build. The binaries of an earlier build stay. */
  build(): Promise<Built>
  /** Reads one binary, and judges its bytes. Nothing of them stays in memory. */
  readBinary(named: NamedTarget, path: string): Promise<BinaryFacts>
  /** Returns the bill of materials of a build. */
  billOfMaterials(built: Built, binaries: readonly BinaryFacts[]): Promise<BillOfMaterials>
}

/** What this action reads, runs and writes. */
export interface Ports {
  /** Lays out the commit that is checked out. */
  readSource(plan: Plan): Promise<Source>
  /** Finds deno, and fetches the bases. */
  openCompiler(plan: Plan, source: Source): Promise<Compiler>
  /** Returns the parts in which two files differ; undefined if they are equal. */
  compareFiles(first: string, second: string): Promise<readonly string[] | undefined>
  /** Runs the binary for this machine once. */
  runOnce(target: TargetName, program: string, plan: Plan): Promise<SmokeRun>
  /** The target of this machine; undefined if deno compiles for no such machine. */
  readonly host: TargetName | undefined
  /** Undefined without a token. */
  readonly releases: ReadReleases | undefined
  /** Returns the absolute path of a folder that may be replaced. */
  claimFolder(given: string, names: readonly string[]): Promise<string>
  writeAssets(folder: string, files: readonly NewFile[]): Promise<void>
  /** Returns the error to show for one that ended the run. */
  explain(error: unknown): unknown
  /** Removes everything that was laid out and built. */
  cleanUp(): Promise<void>
}
