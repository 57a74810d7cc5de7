export { collidingNames, describeBadName, MANIFEST_NAME, SUMS_NAME } from './asset-names.ts'
export {
  type BakedPermission,
  type BakedPermissions,
  type ManifestAsset,
  type ManifestBase,
  type ManifestDocument,
  manifestFormat,
  type PermissionName,
  type PermissionScope,
  permissionNames,
  type ReleaseManifest,
} from './manifest.ts'
export { manifestJsonSchema } from './manifest-schema.ts'
export { readManifest } from './read-manifest.ts'
export { readSums, type SumLine, writeSums } from './sums.ts'
export { writeManifest } from './write-manifest.ts'
