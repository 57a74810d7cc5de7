import { runAction } from '@suite/runner'
import { contract } from './contract.ts'

// The rest is loaded after the first line is written.
await runAction(contract, async (run) => {
  const [{ checkProject }, { connectPorts }] = await Promise.all([
    import('./action.ts'),
    import('./connect-ports.ts'),
  ])
  return checkProject(run, connectPorts(run))
})
