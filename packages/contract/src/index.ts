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
export { commonReasons, defineAction } from './contract.ts'
export type { Condition, Input } from './inputs.ts'
export { input, shared } from './inputs.ts'
export type { ReadInput } from './parse-inputs.ts'
export { holds, parseInputs, secretTexts } from './parse-inputs.ts'
