import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readEvidence } from '@suite/evidence'
import { type ControlPlane, type ControlPlaneOptions, startControlPlane } from '@suite/testkit/control-plane'
import { type RunActionOptions, type RunResult, runAction } from '@suite/testkit/core'
import { onTestFinished } from 'vitest'

/** The action as it ships. */
const bundle = fileURLToPath(new URL('../../../dist/promote-runtime-pin', import.meta.url))

export const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`
export const [old, ours, newer] = ['old', 'ours', 'newer'].map(digestOf) as [string, string, string]

export interface RunOptions extends Partial<Omit<RunActionOptions, 'bundle' | 'inputs'>> {
  readonly inputs?: Readonly<Record<string, string>>
}

/** One run of the bundle. */
export interface Run extends RunResult {
  readonly reason: string | undefined
  /** The messages of its annotations. */
  readonly told: string
  /** Everything that left the run, but what tells the runner what to mask. */
  readonly said: string
  /** The text of `evidence.json`; empty where there is none. */
  readonly evidence: string
}

export interface Scene {
  readonly plane: ControlPlane
  readonly token: string
  promote(options?: RunOptions): Promise<Run>
  /** How often a promotion came in. */
  posts(): number
}

/** A control plane that pins `old` for codex/global, and a token that may promote it. */
export async function openScene(options: ControlPlaneOptions = {}): Promise<Scene> {
  const pins = [
    { template: 'codex', region: 'global', digest: old },
    { template: 'hermes', region: 'global', digest: digestOf('hermes') },
  ]
  const plane = await startControlPlane({ pins, ...options })
  onTestFinished(() => plane.close())
  const token = plane.token({ scopes: ['read', 'promote'], template: 'codex', region: 'global' })
  return {
    plane,
    token,
    posts: () => plane.host.log.filter(({ method }) => method === 'POST').length,
    promote: ({ inputs, ...given } = {}) =>
      runBundle({
        ...given,
        inputs: {
          'control-plane-url': plane.url,
          token,
          template: 'codex',
          digest: ours,
          timeout: '5s',
          ...inputs,
        },
      }),
  }
}

async function runBundle({ environment, ...options }: RunOptions): Promise<Run> {
  const temp = await mkdtemp(join(tmpdir(), 'promote-'))
  try {
    const ran = await runAction({
      event: { name: 'push', payload: {} },
      repository: 'acme/runtime',
      sha: 'c'.repeat(40),
      ref: 'refs/heads/main',
      forge: { apiUrl: 'http://127.0.0.1:9', serverUrl: 'http://127.0.0.1:9', graphqlUrl: '' },
      ...options,
      bundle,
      environment: { RUNNER_TEMP: temp, ...environment },
    })
    const evidence = await evidenceIn(temp)
    if (evidence !== '') readEvidence(evidence, 'evidence.json')
    const unmasked = ran.stdout.replaceAll(/^::add-mask::.*$/gm, '')
    return {
      ...ran,
      evidence,
      reason: ran.outputs.reason,
      told: ran.annotations.map(({ message }) => message).join('\n'),
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

/** What a run must be to have said yes: green by its exit code, and by what it says. */
export const green = { exitCode: 0, outputs: { verdict: 'pass' } }
export const red = { exitCode: 1, outputs: { verdict: 'fail' } }
