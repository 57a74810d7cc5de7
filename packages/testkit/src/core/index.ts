export type { Answer } from './answer.ts'
export { checkRounds } from './check-rounds.ts'
export { type CheckState, type CommitChecks, createCommitChecks } from './commit-checks.ts'
export { errorOf } from './error-of.ts'
export { type Fault, faults, type Injection } from './faults.ts'
export { type Host, type HostOptions, startHost } from './host.ts'
export {
  findInjections,
  hostileNames,
  hostilePaths,
  hostileTextPaths,
  hostileTexts,
  type Shown,
} from './hostile-names.ts'
export { node20 } from './node-versions.ts'
export { type LogEntry, rounds } from './request-log.ts'
export { type HostRequest, type Route, route } from './router.ts'
export { type RunActionOptions, type RunResult, runAction } from './run-action.ts'
export type { Trigger } from './runner-environment.ts'
export { makeTar } from './tar.ts'
export type { Annotation } from './workflow-commands.ts'
