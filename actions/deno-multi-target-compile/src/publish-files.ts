import { join } from 'node:path'
import { MANIFEST_NAME, SUMS_NAME } from '@suite/release-assets'
import { counted, visible } from '@suite/report'
import { applied, type Writes } from '@suite/runner'
import type { BillOfMaterials } from './bill-of-materials.ts'
import type { Built } from './deno/built.ts'
import type { Findings } from './findings.ts'
import type { Plan } from './plan.ts'
import type { Compiler, Ports, Source } from './ports.ts'
import { releaseFilesOf } from './release-files.ts'

/** What was built, and where it goes. */
export interface Finished {
  readonly folder: string
  readonly source: Source
  readonly compiler: Compiler
  readonly built: Built
  readonly findings: Findings
}

/** The paths of what was written; empty for a dry run and for a run that fails. */
interface Paths {
  readonly 'manifest-path'?: string
  readonly 'checksums-path'?: string
  readonly 'sbom-path'?: string
}

/** What was written, or would be. */
export interface Published {
  /** Where the documents are; empty for a dry run. */
  readonly paths: Paths
  /** Undefined if no bill of materials is wanted. */
  readonly bill: BillOfMaterials | undefined
}

/** Writes all files of the release. A dry run writes nothing. */
export async function publishFiles(
  writes: Writes,
  ports: Ports,
  plan: Plan,
  { folder, source, compiler, built, findings }: Finished,
): Promise<Published> {
  const bill = plan.sbom === undefined ? undefined : await compiler.billOfMaterials(built, findings.binaries)
  const sbom =
    plan.sbom === undefined || bill === undefined ? undefined : { name: plan.sbom, text: bill.text }
  const files = releaseFilesOf(findings, {
    entrypoint: source.project.entrypoint,
    arguments: built.arguments,
    time: source.laidOut.time,
    sbom,
  })
  const { state } = await writes.perform(
    `write ${counted(files.length, 'file')} into ${visible(folder)}`,
    async () => applied(await ports.writeAssets(folder, files)),
  )
  if (state !== 'applied') return { paths: {}, bill }
  const paths = {
    'manifest-path': join(folder, MANIFEST_NAME),
    'checksums-path': join(folder, SUMS_NAME),
    ...(sbom === undefined ? {} : { 'sbom-path': join(folder, sbom.name) }),
  }
  return { paths, bill }
}
