export { readZip } from '@suite/runner/zip'
export { type RuntimeTokenOptions, runtimeToken } from './runtime-token.ts'
export {
  type ArtifactService,
  type ArtifactServiceOptions,
  type KeptArtifact,
  startArtifacts,
} from './start-artifacts.ts'
