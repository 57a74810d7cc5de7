import { rounds } from '@suite/testkit/core'
import { pullRequestActions, setScene } from './scene.ts'

/**
 * Measures requests, rounds and wall time of each action on pull requests of three sizes, with and without latency.
 *
 * @throws Error if a run fails
 */
export async function measurePulls() {
  const rows: Record<string, string | number>[] = []
  for (const action of pullRequestActions)
    for (const files of [3, 250, 3_000])
      for (const latency of [0, 100]) {
        const scene = await setScene()
        try {
          const pull = await scene.openPullRequest(files)
          const { host } = scene.github
          // Git's own work for the first answer belongs to the stand-in, not to the action.
          await scene.run('require-proofs', pull)
          host.clearLog()
          host.latency = latency
          const { milliseconds, exitCode, stdout } = await scene.run(action, pull)
          if (exitCode !== 0) throw new Error(`${action} was red in the benchmark:\n${stdout}`)
          rows.push({
            action,
            files,
            'ms a round trip': latency,
            requests: host.log.length,
            rounds: latency === 0 ? '' : rounds(host.log),
            'ms in all': Math.round(milliseconds),
          })
        } finally {
          await scene.github.close()
        }
      }
  return rows
}
