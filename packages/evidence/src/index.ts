export { canonicalize, type Json } from './canonicalize.ts'
export { digestOf } from './digest.ts'
export { type Evidence, type Finding, makeEvidence } from './evidence.ts'
export { findSecrets, type SecretFound } from './find-secrets.ts'
export { type EvidencePolicy, judgeEvidence } from './judge-evidence.ts'
export { type FoundByRun, keepFinding } from './keep-finding.ts'
export { readEvidence } from './read-evidence.ts'
export {
  type Recognized,
  type RecognizedEvidence,
  type RecognizedTranscript,
  recognize,
} from './recognize.ts'
export { writeEvidence } from './write-evidence.ts'
