import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../scripts/actions.ts'
import { ensureTool, type Tool } from '../scripts/tools/ensure-tool.ts'

const folder = join(root, '.github/workflows')
const workflows = readdirSync(folder).map((name) => join(folder, name))
const actionlint = await ensureTool('actionlint')
const zizmor = await ensureTool('zizmor')

describe.skipIf('missing' in actionlint)(`actionlint ${reasonOf(actionlint)}`, () => {
  test('finds no problem in our own workflows', async () => {
    expect(await runTool(actionlint, ['-no-color', ...workflows])).toEqual({ exitCode: 0, said: '' })
  })
})

describe.skipIf('missing' in zizmor)(`zizmor ${reasonOf(zizmor)}`, () => {
  const options = ['--offline', '--pedantic', '--no-progress', '--format=plain', '--color=never']

  test('finds no problem in our own workflows', async () => {
    const { exitCode, said } = await runTool(zizmor, [...options, ...workflows])
    expect(said).toContain('No findings to report')
    expect(exitCode).toBe(0)
  })
})

function reasonOf(tool: Tool): string {
  return 'missing' in tool ? `(skipped: ${tool.missing})` : ''
}

function runTool(tool: Tool, args: readonly string[]): Promise<{ exitCode: number; said: string }> {
  if ('missing' in tool) throw new Error(tool.missing)
  return new Promise((resolve) => {
    const child = execFile(tool.path, args, { cwd: root }, (_, stdout, stderr) =>
      resolve({ exitCode: child.exitCode ?? 1, said: `${stdout}${stderr}` }),
    )
  })
}
