import { connectForge } from '@suite/forge'
import { runAction } from '@suite/runner'
import { labelByPath } from './action.ts'
import { contract } from './contract.ts'

await runAction(contract, (run) => labelByPath(run, connectForge(run, run.inputs.token)))
