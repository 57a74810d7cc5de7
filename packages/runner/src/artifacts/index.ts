export { ownerFile } from './owner.ts'
export { whyUnavailable } from './service.ts'
export { type ArtifactOptions, type ArtifactResult, uploadArtifact } from './upload-artifact.ts'
