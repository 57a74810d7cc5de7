export {
  type ArchiveHost,
  type ArchiveHostOptions,
  archiveNameOf,
  makeArchive,
  startArchiveHost,
} from './archive-host.ts'
export { type BaseOptions, makeBase } from './base.ts'
export { padTo, u16, u32, u64 } from './bytes.ts'
export { placeArchives } from './deno-dir.ts'
export { deno } from './find-deno.ts'
export {
  type JsrPackage,
  type NpmPackage,
  type PackageHost,
  type PackageHostOptions,
  startPackageHost,
} from './package-host.ts'
export { type SumsForm, sha256Of, writeSumsOf } from './sums.ts'
export { allBaseTargets, type BaseTarget, baseTargets, hostTarget } from './target.ts'
export { makeZip, type ZipEntry } from './zip.ts'
