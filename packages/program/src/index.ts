export { describeEnd, type Ended } from './ended.ts'
export { basicsOf, type Variables } from './environment.ts'
export { endDescendants } from './process-tree.ts'
export { type ProgramCall, runProgram } from './run-program.ts'
