import { describe, expect, it } from 'vitest'
import { compileFlags } from './compile-flags.ts'

function problemOf(...lines: readonly string[]): string {
  const found = compileFlags(lines, true)
  return 'problems' in found ? found.problems.join('\n') : 'taken'
}

describe('the lines of `flags`', () => {
  it('are split into those for every target and those for Windows', () => {
    expect(
      compileFlags(
        [
          '--icon=assets/app.ico',
          '--unstable-kv',
          '--no-terminal',
          '--exclude-unused-npm',
          '--self-extracting',
        ],
        true,
      ),
    ).toEqual({
      args: ['--unstable-kv', '--exclude-unused-npm', '--self-extracting'],
      windowsArgs: ['--icon=assets/app.ico', '--no-terminal'],
      icon: 'assets/app.ico',
    })
  })

  it.each(['--icon=app.ico', '--no-terminal'])('are refused if %s has no target of Windows', (line) => {
    expect(compileFlags([line], false)).toEqual({ problems: [expect.stringContaining('for Windows alone')] })
  })

  it.each([
    ['--icon', 'must name a file'],
    ['--icon=', 'must name a file'],
    ['--icon=/etc/app.ico', 'lies elsewhere'],
    ['--icon=../app.ico', 'lies elsewhere'],
    ['--icon=C:\\app.ico', 'lies elsewhere'],
    ['--icon=a/../../app.ico', 'lies elsewhere'],
    ['--icon="app.ico"', 'nothing is expanded or unquoted'],
    ['--no-terminal=false', 'which deno ignores: the flag would be on'],
    ['--unstable-kv=false', 'which deno ignores'],
    ['--exclude-unused-npm=true', 'which deno ignores'],
    ['--unstable', 'name each feature'],
    ['--unstable-', 'the flags that this input takes are'],
    ['--unstable-kv --unstable-cron', 'more than one flag'],
    ['--allow-read=data', 'belongs in `permissions`'],
    ['-A', 'belongs in `permissions`'],
    ['-RW', 'belongs in `permissions`'],
    ['--no-prompt', 'belongs in `permissions`'],
    ['-P', 'belongs in `permissions`'],
    ['--deny-hrtime', 'belongs in `permissions`'],
    ['--include=x', 'the input `include`'],
    ['--output=x', 'the inputs `names` and `output-dir`'],
    ['-o', 'the inputs `names` and `output-dir`'],
    ['--app-name=x', 'the input `name`'],
    ['--no-lock', 'the action decides what is fetched'],
    ['--frozen=false', 'the action decides what is fetched'],
    ['--bundle', 'a second build is never equal'],
    ['--env-file', 'readable for everybody'],
    ['--cert=ca.pem', 'which certificates are trusted'],
    ['--v8-flags=--expose-gc', 'not in the list'],
    ['--exclude-unused', 'the flags that this input takes are'],
    ['app.ico', 'is not a flag'],
  ])('%j is refused: %s', (line, says) => {
    expect(problemOf(line)).toContain(says)
  })

  it('are refused if one is repeated', () => {
    expect(problemOf('--icon=a.ico', '--icon=b.ico')).toBe('line 2 of `flags` repeats --icon of line 1')
  })
})
