import { runAction } from '@suite/runner'
import { contract } from './contract.ts'

// The rest is loaded after the first line is written.
await runAction(contract, async (run) => {
  const [{ compileTargets }, { connectForge }] = await Promise.all([
    import('./action.ts'),
    import('@suite/forge'),
  ])
  const { token } = run.inputs
  return compileTargets(run, token === undefined ? undefined : connectForge(run, token))
})
