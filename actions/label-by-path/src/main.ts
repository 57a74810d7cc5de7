import { runAction } from '@suite/runner'
import { contract } from './contract.ts'

// The rest is loaded after the first line is written.
await runAction(contract, async (run) => {
  const [{ labelByPath }, { connectForge }] = await Promise.all([
    import('./action.ts'),
    import('@suite/forge'),
  ])
  return labelByPath(run, connectForge(run, run.inputs.token))
})
