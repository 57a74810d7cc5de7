import { runAction } from '@suite/runner'
import { contract } from './contract.ts'

// The rest is loaded after the first line is written.
await runAction(contract, async (run) => {
  const [{ requireProofs }, { connectForge }] = await Promise.all([
    import('./action.ts'),
    import('@suite/forge'),
  ])
  const { token, 'waiver-token': waiverToken } = run.inputs
  const teams = waiverToken === undefined ? undefined : connectForge(run, waiverToken).people
  return requireProofs(run, connectForge(run, token), teams)
})
