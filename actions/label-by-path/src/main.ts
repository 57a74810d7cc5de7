import { runAction } from '@suite/runner'
import { contract } from './contract.ts'

// Everything else is loaded once the first line is out.
await runAction(contract, async (run) => {
  const [{ labelByPath }, { connectForge }] = await Promise.all([
    import('./action.ts'),
    import('@suite/forge'),
  ])
  return labelByPath(run, connectForge(run, run.inputs.token))
})
