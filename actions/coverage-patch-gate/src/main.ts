import { runAction } from '@suite/runner'
import { contract } from './contract.ts'

// The rest is loaded after the first line is written.
await runAction(contract, async (run) => {
  const [{ gateCoverage }, { connectForge }] = await Promise.all([
    import('./action.ts'),
    import('@suite/forge'),
  ])
  return gateCoverage(run, connectForge(run, run.inputs.token))
})
