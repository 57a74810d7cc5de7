import { join } from 'node:path'
import { run } from '../shell.ts'

/** Checks the promise of CONTRIBUTING that one command writes an action that passes. Changes the copy. */
export async function checkNewAction(copy: string): Promise<undefined> {
  const script = (name: string, ...args: string[]) =>
    run(process.execPath, ['--conditions=suite-source', join(copy, `scripts/${name}.ts`), ...args], {
      cwd: copy,
      quiet: true,
    })
  await script('new-action', 'check-size')
  await script('test', 'actions/check-size')
}
