import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleOf } from '@suite/testkit/bundle'
import { runAction } from '@suite/testkit/core'
import type { Timeline } from '../demo/timeline.ts'

/** Runs node-checks, which the demo does not show, on a project that passes and on one that fails. */
export async function runNodeChecks(timeline: Timeline): Promise<void> {
  for (const [test, green, reason] of [
    ['node --version', true, 'checks-passed'],
    ['node missing.js', false, 'checks-failed'],
  ] as const) {
    const workspace = await mkdtemp(join(tmpdir(), 'look-'))
    const project = { name: 'shop', version: '1.0.0' }
    const lock = { ...project, lockfileVersion: 3, packages: { '': project } }
    await writeFile(join(workspace, 'package.json'), JSON.stringify({ ...project, scripts: { test } }))
    await writeFile(join(workspace, 'package-lock.json'), JSON.stringify(lock))
    const run = await runAction({
      bundle: bundleOf('node-checks'),
      forge: { apiUrl: 'https://forge.invalid/api', serverUrl: 'https://forge.invalid', graphqlUrl: '' },
      event: { name: 'push', payload: {} },
      repository: 'acme/shop',
      sha: '0'.repeat(40),
      ref: 'refs/heads/main',
      workspace,
      inputs: { scripts: 'test' },
    })
    timeline.ran('node-checks', run, { green, reason })
    await rm(workspace, { recursive: true, force: true })
  }
}
