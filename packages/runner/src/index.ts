export type { Environment } from './environment.ts'
export type { Event } from './event.ts'
export type { Log, OpenGroup } from './log.ts'
export type { Outcome, OutputValue } from './outcome.ts'
export { realWorkspace } from './real-workspace.ts'
export type { Run, Tool } from './run.ts'
export { type Action, runAction } from './run-action.ts'
export {
  applied,
  type PerformedWrite,
  refused,
  unknown,
  type WriteOutcome,
  type WriteState,
} from './write-outcome.ts'
export { CancelledError, createWrites, type WriteRecord, type Writes } from './writes.ts'
