import { describe, expect, it } from 'vitest'
import type { PermissionPolicy } from '../permissions/policy.ts'
import { permissionFlags } from './permission-flags.ts'

const none: PermissionPolicy = { broad: new Map() }
const runMayBeBroad: PermissionPolicy = {
  broad: new Map([['run', { reason: 'starts the editor', line: 1 }]]),
}

function problemOf(...lines: readonly string[]): string {
  const found = permissionFlags(lines, none)
  return 'problems' in found ? found.problems.join('\n') : `taken: ${found.args.join(' ')}`
}

describe('the lines of `permissions`', () => {
  it.each<[readonly string[], readonly string[]]>([
    [[], []],
    [['--allow-read=data,config.json'], ['--allow-read=data,config.json']],
    [
      ['-R=data', '-W=./out', '-E=HOME,APP_*'],
      ['--allow-read=data', '--allow-write=./out', '--allow-env=HOME,APP_*'],
    ],
    [
      ['--allow-net=example.com:443,[::1]:80,unix:/run/app.sock', '--deny-net', '--deny-read=data/key'],
      ['--allow-net=example.com:443,[::1]:80,unix:/run/app.sock', '--deny-net', '--deny-read=data/key'],
    ],
    [
      ['--ignore-env=CI', '--ignore-read'],
      ['--ignore-env=CI', '--ignore-read'],
    ],
    [['--no-prompt', '--allow-sys=hostname,osRelease'], ['--allow-sys=hostname,osRelease']],
    [['--allow-read=My Files'], ['--allow-read=My Files']],
    [
      ['--deny-run=sh,*', '--deny-read=/'],
      ['--deny-run=sh,*', '--deny-read=/'],
    ],
    [['--allow-import=example.com:443'], ['--allow-import=example.com:443']],
  ])('%j are passed on in the long form, and nobody is asked', (lines, args) => {
    expect(permissionFlags(lines, none)).toEqual({ args: [...args, '--no-prompt'] })
  })

  it.each([
    ['-P', ''],
    ['-P=release', 'release'],
    ['--permission-set', ''],
    ['--permission-set=release', 'release'],
  ])('%s names a set of deno.json', (line, set) => {
    expect(permissionFlags([line], none)).toEqual({
      args: [set === '' ? '-P' : `-P=${set}`, '--no-prompt'],
      set,
    })
  })

  it('may be broad where the policy has a reason', () => {
    expect(permissionFlags(['--allow-run'], runMayBeBroad)).toEqual({ args: ['--allow-run', '--no-prompt'] })
    expect(permissionFlags(['--allow-run=sh'], runMayBeBroad)).toEqual({
      args: ['--allow-run=sh', '--no-prompt'],
    })
    expect(permissionFlags(['--allow-read'], runMayBeBroad)).toEqual({
      problems: [expect.stringContaining('--allow-read')],
    })
  })

  it.each([
    ['-A', 'allows everything'],
    ['--allow-all', 'allows everything'],
    ['--allow-all=false', 'with any value'],
    ['-A=false', 'with any value'],
    ['--allow-read', 'allows everything: --allow-read'],
    ['-R', 'allows everything: --allow-read'],
    ['-RWE=HOME', 'joins short flags: -RWE'],
    ['-RW', 'joins short flags'],
    ['-AR', 'joins short flags'],
    ['-PR', 'joins short flags'],
    ['-Rdata', 'joins a flag and its value: -Rdata; write -R=data'],
    ['-Prelease', 'joins a flag and its value'],
    ['--allow-read=', 'has an empty value'],
    ['--allow-read=a,,b', 'has an empty value'],
    ['--allow-read=a,', 'has an empty value'],
    ['--allow-env=,', 'has an empty value'],
    ['--allow-read=a, b', 'has a space next to the value "b"'],
    ['--allow-read data', 'has a space in a flag'],
    ['--allow-read=a --allow-net=b.dev', 'holds more than one flag'],
    ['data', 'is not a flag'],
    ['--', 'is not a flag'],
    ['-', 'is not a flag'],
    ['–allow-read=data', 'begins with a dash that is not "-"'],
    ['—allow-read=data', 'begins with a dash that is not "-"'],
    ['--allow-read="data"', 'has quotes'],
    ["--allow-run='git'", 'has quotes'],
    ['--allow-read=~/data', 'which nothing expands'],
    ['--allow-read=$HOME/data', 'which nothing expands'],
    ['--allow-read=${HOME}', 'which nothing expands'],
    ['--allow-read=%APPDATA%\\app', 'which nothing expands'],
    ['--allow-read=-data', 'looks like a flag'],
    ['--allow-run=--allow-net', 'looks like a flag'],
    ['--allow-read=false', 'switches nothing on or off'],
    ['--allow-read=true', 'switches nothing on or off'],
    ['--allow-net=https://example.com', 'deno takes a host'],
    ['--allow-net=example.com:', 'which does not exist'],
    ['--allow-net=example.com:70000', 'which does not exist'],
    ['--allow-env=HOME=/x', 'named without its value'],
    ['--allow-sys=hostName', 'which deno does not know'],
    ['--allow-hrtime', 'does nothing since deno 2'],
    ['--deny-hrtime=x', 'does nothing since deno 2'],
    ['--no-prompt=false', 'which deno ignores'],
    ['-P=', 'must name one set'],
    ['--permission-set=a,b', 'must name one set'],
    ['--allow-rea=data', 'it may stand for --allow-read'],
    ['--allow-reads=data', 'it may stand for --allow-read'],
    ['--Allow-Read=data', 'it may stand for --allow-read'],
    ['--allow_read=data', 'it may stand for --allow-read'],
    ['--ignore-net=x', 'has an unknown flag: --ignore-net'],
    ['--prompt', 'has an unknown flag: --prompt'],
    ['--unstable-kv', 'belongs in `flags`'],
    ['--icon=a.ico', 'belongs in `flags`'],
    ['--target=x', 'the input `targets`'],
    ['--env-file=.env', 'readable for everybody'],
    ['--unsafely-ignore-certificate-errors', 'which certificates are trusted'],
    ['--no-lock', 'the action decides what is fetched'],
    ['--allow-read=..', 'leads out of the folder'],
    ['--allow-write=/', 'is the root of the file system'],
    ['--allow-net=0.0.0.0/0', 'covers every IPv4'],
    ['--allow-env=*', 'covers everything'],
    ['--allow-run=git,bash', 'is a shell'],
    ['--allow-read=a\u0000b', 'control character'],
  ])('%j is refused: %s', (line, says) => {
    expect(problemOf(line)).toContain(says)
  })

  it.each([
    [['--allow-read=data', '--allow-read']],
    [['--allow-read=data', '-R=other']],
    [['-P=a', '--permission-set=b']],
    [['--allow-read=data', '--allow-read=data']],
  ])('%j is refused, because deno joins or drops one of them', (lines) => {
    expect(problemOf(...lines)).toMatch(/line 2 of `permissions`/)
  })

  it('are all looked at, and each problem names its line', () => {
    expect(problemOf('-A', '--allow-read=data', '--allow-hrtime').split('\n')).toEqual([
      expect.stringMatching(/^line 1 of `permissions` allows everything/),
      expect.stringMatching(/^line 3 of `permissions` has --allow-hrtime/),
    ])
  })
})
