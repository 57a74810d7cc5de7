import { join } from 'node:path'
import { MANIFEST_NAME, SUMS_NAME } from '@suite/release-assets'
import { counted, visible } from '@suite/report'
import { applied, type Writes } from '@suite/runner'
import type { Built } from './deno/built.ts'
import type { Findings } from './findings.ts'
import type { Paths } from './outcome.ts'
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

/** Writes all files of the release, and returns where the documents are. A dry run writes nothing. */
export async function publishFiles(
  writes: Writes,
  ports: Ports,
  plan: Plan,
  { folder, source, compiler, built, findings }: Finished,
): Promise<Paths> {
  const sbom =
    plan.sbom === undefined
      ? undefined
      : { name: plan.sbom, text: await compiler.billOfMaterials(built, findings.binaries) }
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
  if (state !== 'applied') return {}
  return {
    'manifest-path': join(folder, MANIFEST_NAME),
    'checksums-path': join(folder, SUMS_NAME),
    ...(sbom === undefined ? {} : { 'sbom-path': join(folder, sbom.name) }),
  }
}
