import { runAction } from '@suite/runner'
import { contract } from './contract.ts'

// Everything else is loaded once the first line is out.
await runAction(contract, async (run) => {
  const [{ verifyRuntimePin }, { connectPorts }] = await Promise.all([
    import('./action.ts'),
    import('./ports.ts'),
  ])
  return verifyRuntimePin(run, connectPorts(run))
})
