import type { InputsOf } from '@suite/contract'
import type { contract } from './contract.ts'

export type Inputs = InputsOf<typeof contract>
