import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BundleRun, type RunBundleOptions, runBundle } from '../bundle/run-bundle.ts'

/** The options of a run of an action that uses a control plane; the defaults are those of a push to main. */
export interface PinRunOptions extends Partial<Omit<RunBundleOptions, 'log'>> {
  readonly action: string
}

/** The result of one run of a bundle. */
export interface PinRun extends Omit<BundleRun, 'log'> {
  /** Everything that the run printed or wrote, except the commands that mask values. */
  readonly said: string
  /** The text of `evidence.json`; empty if there is none. */
  readonly evidence: string
}

/** Runs a bundle on a push to main, in a RUNNER_TEMP of its own, and reads the evidence that it wrote there. */
export async function runPinAction({ action, environment, ...options }: PinRunOptions): Promise<PinRun> {
  const temp = await mkdtemp(join(tmpdir(), 'pin-'))
  try {
    const ran = await runBundle(action, {
      event: { name: 'push', payload: {} },
      repository: 'acme/runtime',
      sha: 'c'.repeat(40),
      ref: 'refs/heads/main',
      forge: { apiUrl: 'http://127.0.0.1:9', serverUrl: 'http://127.0.0.1:9', graphqlUrl: '' },
      ...options,
      environment: { RUNNER_TEMP: temp, ...environment },
    })
    const evidence = await evidenceIn(temp)
    const unmasked = ran.stdout.replaceAll(/^::add-mask::.*$/gm, '')
    return {
      ...ran,
      evidence,
      said: [unmasked, ran.stderr, ran.summary, JSON.stringify(ran.outputs), evidence].join('\n'),
    }
  } finally {
    await rm(temp, { recursive: true, force: true })
  }
}

async function evidenceIn(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true })
  const file = files.find((each) => each.endsWith('evidence.json'))
  return file === undefined ? '' : readFile(join(folder, file), 'utf8')
}

/** Returns the digest of an image that no registry has. */
export const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`
