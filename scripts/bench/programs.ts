import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runProgram } from '../../packages/program/src/index.ts'
import { root } from '../actions.ts'

/** What a program runner does with a program that waits, prints and reads its variables. */
type Row = Readonly<
  Record<'runner' | 'ms until it ended' | 'inputs that it sees' | 'MiB kept', string | number>
>

const deadline = 500
/** Waits three times as long as the deadline allows, in a child of its own. */
const waits = `require('child_process').spawnSync(process.execPath, ['-e', 'setTimeout(() => {}, 1500)'])`
const prints = `for (let i = 0; i < 64; i++) require('fs').writeSync(1, Buffer.alloc(1024 * 1024, 120))`
const reads = `console.log(Object.keys(process.env).filter((name) => name.startsWith('INPUT_')).length)`

/**
 * Compares `program` with `@actions/exec`, each as it is without more code: when a program ends that has 500 ms and
 * wants 1,500, how many inputs of the step it sees, and how much of 64 MiB of output is kept in memory.
 */
export async function measurePrograms(): Promise<readonly Row[]> {
  const library = join(root, 'actions/node-checks/node_modules/@actions/exec/lib/exec.js')
  const { getExecOutput } = await import(pathToFileURL(library).href)
  const before = { ...process.env }
  Object.assign(process.env, { INPUT_TOKEN: 'x', 'INPUT_API-TOKEN': 'x', INPUT_NAME: 'x' })
  try {
    const exec = (script: string) =>
      getExecOutput(process.execPath, ['-e', script], { silent: true, ignoreReturnCode: true })
    const program = (script: string) =>
      runProgram({
        file: process.execPath,
        args: ['-e', script],
        environment: { PATH: process.env.PATH },
        timeout: deadline,
      })
    return [await measure('@actions/exec', exec), await measure('program', program)]
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
  }
}

async function measure(
  name: string,
  run: (script: string) => Promise<{ readonly stdout: string | Buffer }>,
): Promise<Row> {
  const start = performance.now()
  await run(waits)
  const stopped = performance.now() - start
  const { stdout: inherited } = await run(reads)
  const { stdout: kept } = await run(prints)
  return {
    runner: name,
    'ms until it ended': Math.round(stopped),
    'inputs that it sees': Number(inherited),
    'MiB kept': Math.round(kept.length / 1024 / 1024),
  }
}
