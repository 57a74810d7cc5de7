export { runInWorld } from './run-in-world.ts'
export type { AlterableProgram, RunChanges, Scenario, World } from './scenario.ts'
