import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BundleRun, type RunBundleOptions, runBundle } from '../bundle/run-bundle.ts'

/** A run of an action that asks a control plane; what a push to main would give it stands where nothing else is said. */
export interface PinRunOptions extends Partial<Omit<RunBundleOptions, 'log'>> {
  readonly action: string
}

/** One run of a bundle. */
export interface PinRun extends Omit<BundleRun, 'log'> {
  /** Everything that left the run, but what tells the runner what to mask. */
  readonly said: string
  /** The text of `evidence.json`; empty where there is none. */
  readonly evidence: string
}

/** Runs a bundle on a push to main, in a RUNNER_TEMP of its own, and reads the evidence that it left there. */
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

/** A digest of an image that is nowhere. */
export const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`
