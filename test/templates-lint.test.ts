import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { pinTemplate } from '../scripts/release/pin-template.ts'
import { ensureTool } from '../scripts/tools/ensure-tool.ts'
import { templates } from './workflow-validation/templates.ts'

const tools = { actionlint: await ensureTool('actionlint'), zizmor: await ensureTool('zizmor') }
const pin = { owner: 'acme', sha: '0123456789abcdef0123456789abcdef01234567', version: '1.2.3' }

const repository = mkdtempSync(join(tmpdir(), 'templates-'))
afterAll(() => rmSync(repository, { recursive: true, force: true }))
const workflows = join(repository, '.github/workflows')
mkdirSync(workflows, { recursive: true })
for (const [file, { text }] of templates) writeFileSync(join(workflows, file), pinTemplate(text, pin))
execFileSync('git', ['init', '--quiet', repository])

const calls = { actionlint: ['-no-color'], zizmor: ['--persona=pedantic', '--offline', '--no-progress', '.'] }

describe.each(['actionlint', 'zizmor'] as const)('%s', (name) => {
  const tool = tools[name]
  test.skipIf('missing' in tool)(
    `finds nothing in the pinned templates${'missing' in tool ? ` (${tool.missing})` : ''}`,
    () => {
      const path = 'path' in tool ? tool.path : ''
      const { status, stdout, stderr } = spawnSync(path, calls[name], { cwd: repository, encoding: 'utf8' })
      expect({ status, stdout, findings: status === 0 ? '' : stderr }).toMatchObject({
        status: 0,
        findings: '',
      })
    },
  )
})
