import { spawn } from 'node:child_process'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { root } from '../actions.ts'
import { run } from '../shell.ts'
import { median } from './median.ts'
import { pullRequestActions, setScene } from './scene.ts'

const turns = 15

/**
 * Measures when a run prints its first line and sends its first request, beyond the time that bare Node takes to
 * start and exit. All programs alternate in one run, so that changes in the machine's speed favour none of them.
 */
export async function measureStart(against: readonly string[]) {
  const bundles = [...pullRequestActions, await bundleToolkit(), ...against.map((file) => dirname(file))]
  const samples = new Map(
    bundles.map((bundle) => [bundle, { line: [] as number[], request: [] as number[] }]),
  )
  const bare: number[] = []
  const scene = await setScene()
  try {
    const pull = await scene.openPullRequest(3)
    for (let turn = 0; turn <= turns; turn += 1) {
      const bareNow = await startBare()
      if (turn > 0) bare.push(bareNow)
      for (const bundle of bundles) {
        scene.github.host.clearLog()
        const began = performance.now()
        const { millisecondsToFirstLine, milliseconds } = await scene.run(bundle, pull)
        const [first] = scene.github.host.log
        // The harness's work before it spawns the process is not part of the run.
        const spawned = performance.now() - began - milliseconds
        if (turn === 0 || first === undefined) continue
        samples.get(bundle)?.line.push(millisecondsToFirstLine ?? Number.NaN)
        samples.get(bundle)?.request.push(first.startedAt - began - spawned)
      }
    }
  } finally {
    await scene.github.close()
  }
  const bareMedian = median(bare)
  return {
    rounds: turns,
    bare: bareMedian,
    rows: bundles.map((bundle) => ({
      bundle: basename(bundle),
      'first line': median(samples.get(bundle)?.line ?? []) - bareMedian,
      'first request': median(samples.get(bundle)?.request ?? []) - bareMedian,
    })),
  }
}

/**
 * Bundles what every action loads that begins with the published `@actions/core` and `@actions/github`: the minimum
 * for the bundles of actions/labeler and dorny/paths-filter, which load both and more.
 */
async function bundleToolkit(): Promise<string> {
  const folder = join(root, '.cache/bench/core-and-github-as-published')
  const source = join(root, '.cache/bench/source')
  await mkdir(source, { recursive: true })
  await writeFile(join(source, 'package.json'), '{ "type": "module" }\n')
  await writeFile(
    join(source, 'main.js'),
    `import * as core from 'toolkit-core'
import * as github from 'toolkit-github'
core.info('first line')
const { owner, repo } = github.context.repo
const octokit = github.getOctokit(core.getInput('token'))
await octokit.rest.pulls.get({ owner, repo, pull_number: github.context.payload.pull_request.number })
`,
  )
  await run('ncc', ['build', join(source, 'main.js'), '--out', folder, '--no-cache'], { quiet: true })
  await cp(join(root, 'dist/label-by-path/action.yml'), join(folder, 'action.yml'))
  return folder
}

function startBare(): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    spawn(process.execPath, ['--eval', '0'], { stdio: 'ignore', env: {} })
      .on('error', reject)
      .on('exit', () => resolve(performance.now() - began))
  })
}
