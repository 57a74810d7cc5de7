import { posixShell, powerShell } from '@suite/report'
import { describe, expect, it } from 'vitest'
import { typedCommand } from './typed-command.ts'

const by = { manager: 'npm', shell: posixShell, folder: '.', config: undefined } as const

describe('a command that a message suggests', () => {
  it.each([
    [by, ['secret', 'put', 'KEY', '--env', 'staging'], 'npm exec -- wrangler secret put KEY --env staging'],
    [{ ...by, manager: 'pnpm' }, ['secret', 'put', 'KEY'], 'pnpm exec wrangler secret put KEY'],
    [{ ...by, manager: 'yarn' }, ['secret', 'put', 'KEY'], 'yarn run wrangler secret put KEY'],
    [{ ...by, manager: 'bun' }, ['secret', 'put', 'KEY'], 'bun run wrangler secret put KEY'],
    [
      { ...by, folder: 'workers/my api', config: 'a b.toml' },
      ['secret', 'put', 'KEY', '--env='],
      "cd 'workers/my api' && npm exec -- wrangler secret put KEY '--env=' '--config=a b.toml'",
    ],
    [
      { ...by, shell: powerShell, folder: 'workers/api' },
      ['secret', 'put', 'KEY'],
      'cd workers/api; if ($?) { npm.cmd exec -- wrangler secret put KEY }',
    ],
  ] as const)('works as printed: %o %j', (typedBy, args, line) => {
    expect(typedCommand(args, typedBy)).toBe(line)
  })

  it('cannot run another command, whatever a configuration calls its environment', () => {
    const line = typedCommand(['secret', 'put', 'KEY', '--env', '$(reboot); `x` & "y"'], by)
    expect(line).toBe(`npm exec -- wrangler secret put KEY --env '$(reboot); \`x\` & "y"'`)
  })
})
