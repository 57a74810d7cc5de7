import { connectForge } from '@suite/forge'
import { runAction } from '@suite/runner'
import { requireProofs } from './action.ts'
import { contract } from './contract.ts'

await runAction(contract, (run) => {
  const { token, 'waiver-token': waiverToken } = run.inputs
  const teams = waiverToken === undefined ? undefined : connectForge(run, waiverToken).pullRequests
  return requireProofs(run, connectForge(run, token), teams)
})
