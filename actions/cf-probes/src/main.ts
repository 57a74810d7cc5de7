import { runAction } from '@suite/runner'
import { contract } from './contract.ts'

// Everything else is loaded after the first line is printed.
await runAction(contract, async (run) => {
  const [{ probeWorker }, { connectPorts }] = await Promise.all([import('./action.ts'), import('./ports.ts')])
  return probeWorker(run, await connectPorts(run))
})
