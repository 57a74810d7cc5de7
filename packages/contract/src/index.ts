export { commonReasons } from './common-reasons.ts'
export { type Condition, holds } from './condition.ts'
export type {
  Contract,
  EnvironmentVariable,
  InputsOf,
  Output,
  OutputNameOf,
  Permission,
  Reason,
  ReasonOf,
  TokenScope,
  Verdict,
} from './contract.ts'
export { defineAction } from './contract.ts'
export type { Input } from './inputs.ts'
export { input, shared } from './inputs.ts'
export type { ReadInput } from './parse-inputs.ts'
export { parseInputs, secretTexts } from './parse-inputs.ts'
