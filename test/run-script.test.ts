import { execFile } from 'node:child_process'
import { expect, test } from 'vitest'
import { root } from '../scripts/actions.ts'

test('a command that fails ends with the output of its program, not with a stack of this project', async () => {
  const script = ['scripts/run-script.ts', '../test/fixtures/failing-script']
  const args = ['--conditions=suite-source', '--disable-warning=ExperimentalWarning', ...script]
  const ran = await new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, args, { cwd: root }, (error, stdout, stderr) =>
      resolve({ code: error?.code, stdout, stderr }),
    )
  })
  expect(ran).toMatchObject({ code: 1, stdout: 'why it failed\n' })
  expect(ran.stderr).toMatch(/^[^\n]+ ended with 3\n$/)
})
