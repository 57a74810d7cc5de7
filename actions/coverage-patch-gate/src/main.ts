import { runAction } from '@suite/runner'
import { contract } from './contract.ts'

// The rest is loaded after the first line is written.
await runAction(contract, async (run) => {
  const [{ gateCoverage }, { connectPorts }, { connectForge }] = await Promise.all([
    import('./action.ts'),
    import('./connect-ports.ts'),
    import('@suite/forge'),
  ])
  return gateCoverage(run, connectPorts(run, connectForge(run, run.inputs.token)))
})
