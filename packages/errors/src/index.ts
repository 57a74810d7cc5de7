export { commonReasons } from './common-reasons.ts'
export { OutsideError, UsageError } from './errors.ts'
export { formatLocation, formatProblem, type Location, type Problem } from './problem.ts'
export { type DeclaredReason, defineReasons, type FailReason, type Reason, type Verdict } from './reasons.ts'
